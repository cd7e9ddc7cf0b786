package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ratelimit.algorithm.Verb;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.ManualClock;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.Store;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitContextTest {

    @AfterEach
    void leave() {
        RateLimitContext.leave();
    }

    @Test
    void whereThereIsNoneNothingIsCharged() {
        RateLimitContext none = RateLimitContext.current();
        assertThat(none.verdict().allowed()).isTrue();
        assertThat(none.verdict().source()).isEqualTo(Source.NO_RULE);
        assertThatCode(() -> {
                    none.charge(5);
                    none.charge("tokens", 5);
                    none.settle(200);
                    none.charge(5);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void isCurrentInTheThreadThatServesTheRequestUntilItIsLeft() {
        RateLimitContext context = RateLimitContext.uncounted();
        context.enter();
        assertThat(RateLimitContext.current()).isSameAs(context);
        assertThat(CompletableFuture.supplyAsync(RateLimitContext::current).join())
                .as("in another thread")
                .isNotSameAs(context);
        RateLimitContext.leave();
        assertThat(RateLimitContext.current()).isNotSameAs(context);
    }

    @Test
    void isNotCurrentAnyMoreOnceItIsSettled() {
        RateLimitContext context = RateLimitContext.uncounted();
        context.enter();
        context.settle(200);
        assertThat(RateLimitContext.current()).isNotSameAs(context);
    }

    @Test
    void theCurrentOneChargesTheRequest() {
        try (RateLimiter limiter = RateLimiter.builder()
                .rules(List.of(Rule.of("tokens", Key.of("global"), Limit.perHour(10))))
                .build()) {
            RateLimitContext context = RateLimitContext.uncounted();
            limiter.admit(TestRequest.get("/"), context, rule -> true);
            context.enter();
            RateLimitContext.current().charge("tokens", 4);
            context.settle(200);
            RateLimitContext.current().charge("tokens", 4);
            assertThat(limiter.look("tokens", "global").decisions().get(0).remaining())
                    .isEqualTo(5);
        }
    }

    @Test
    void anAttributeOfAnotherKindHoldsNone() {
        RateLimitContext context = RateLimitContext.uncounted();
        assertThat(RateLimitContext.of(context)).isSameAs(context);
        assertThat(RateLimitContext.of(null)).isNull();
        assertThat(RateLimitContext.of("context")).isNull();
    }

    /** The response is complete, and what it puts back is on its way, when another thread charges. */
    @Test
    void aChargeWhileTheResponseIsSettledCountsOnce() {
        ManualClock clock = new ManualClock();
        Busy store = new Busy(new MemoryStore(clock, Source.MEMORY, 64));
        Charge charge = new Charge(
                "tokens",
                "tokens",
                Limit.perHour(100),
                List.of("alice"),
                1,
                Charge.ENFORCED,
                FailurePolicy.LOCAL,
                CountWhen.of("401"));
        Outcome outcome =
                Outcome.of(List.of(charge), (Answer.Decided) store.decide(Outcome.call(List.of(charge), true, null)));
        RateLimitContext context = RateLimitContext.uncounted();
        context.add(outcome.verdict(), Taking.of(store, outcome));
        store.meanwhile = () -> {
            context.charge(3);
            context.charge("tokens", 4);
        };
        context.settle(200);
        Answer.Decided look = (Answer.Decided) store.decide(Outcome.call(List.of(charge.look()), false, null));
        assertThat(look.decisions().get(0).remaining()).isEqualTo(93);
    }

    /** Something happens once while units are put back. */
    private static final class Busy implements Store {
        private final Store store;
        private Runnable meanwhile = () -> {};

        Busy(Store store) {
            this.store = store;
        }

        @Override
        public Answer decide(Call call) {
            if (call.action().verb() == Verb.PUT_BACK) {
                Runnable once = meanwhile;
                meanwhile = () -> {};
                once.run();
            }
            return store.decide(call);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
