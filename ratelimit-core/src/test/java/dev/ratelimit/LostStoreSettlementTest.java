package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.ManualClock;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis is lost, or comes back, between a request and its response. It is a store of this JVM that says it is Redis. */
class LostStoreSettlementTest {

    private static final Limit TEN = Limit.perDay(10);

    private final ManualClock clock = new ManualClock();
    private final Losable redis = new Losable(new MemoryStore(clock, Source.REDIS, 64));
    private final MemoryStore local = new MemoryStore(clock, Source.LOCAL, 64);
    private final Store store = new FailoverStore(redis, local, clock);

    @AfterEach
    void close() {
        store.close();
    }

    /** A store that can be lost. */
    private static final class Losable implements Store {
        private final Store store;
        private volatile boolean lost;

        Losable(Store store) {
            this.store = store;
        }

        @Override
        public Answer decide(Call call) {
            if (lost) {
                throw new StoreException(Trouble.DISCONNECTED, "as the test wants it", null);
            }
            return store.decide(call);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** Counted only for failures, so that it comes back. */
    private static Charge charge(String rule, FailurePolicy policy, long cost) {
        return new Charge(rule, rule, TEN, List.of("alice"), cost, Charge.ENFORCED, policy, CountWhen.of("401"));
    }

    private RateLimitContext request(Charge... charges) {
        List<Charge> all = List.of(charges);
        Outcome outcome = Outcome.of(all, (Answer.Decided) store.decide(Outcome.call(all, true, null)));
        RateLimitContext context = RateLimitContext.uncounted();
        context.add(outcome.verdict(), Taking.of(store, outcome));
        return context;
    }

    private static long left(Store store, String rule) {
        return look(store, rule).remaining();
    }

    private static Decision look(Store store, String rule) {
        Call look = new Call(Action.TAKE, List.of(charge(rule, FailurePolicy.LOCAL, 0)), null);
        return ((Answer.Decided) store.decide(look)).decisions().get(0);
    }

    private void lose(boolean known) {
        redis.lost = true;
        if (known) {
            look(store, "other");
        }
    }

    private void comeBack() {
        redis.lost = false;
        await().until(() -> look(store, "other").source() == Source.REDIS);
    }

    private void takeLocally(long cost) {
        local.decide(new Call(Action.TAKE, List.of(charge("a", FailurePolicy.LOCAL, cost)), null));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatALostRedisTookIsPutBackNowhere(boolean known) {
        RateLimitContext context = request(charge("a", FailurePolicy.LOCAL, 3));
        takeLocally(4);
        lose(known);
        context.settle(200);
        assertThat(left(local, "a")).as("no quota out of nothing").isEqualTo(6);
        comeBack();
        assertThat(left(store, "a")).isEqualTo(7);
    }

    @Test
    void whatALostRedisTookIsPutBackNowhereByADenialOfALaterStage() {
        RateLimitContext context = request(charge("a", FailurePolicy.LOCAL, 3));
        takeLocally(4);
        lose(true);
        List<Charge> second = List.of(charge("b", FailurePolicy.DENY, 1));
        Outcome denied = Outcome.of(second, (Answer.Decided) store.decide(Outcome.call(second, true, null)));
        context.add(denied.verdict(), Taking.of(store, denied));
        assertThat(context.verdict().allowed()).isFalse();
        assertThat(context.verdict().source()).isEqualTo(Source.FAIL_CLOSED);
        assertThat(left(local, "a")).isEqualTo(6);
    }

    @Test
    void whatWasTakenLocallyGoesBackThereWhileRedisIsLost() {
        lose(true);
        request(charge("a", FailurePolicy.LOCAL, 3)).settle(200);
        assertThat(left(local, "a")).isEqualTo(10);
    }

    @Test
    void whatWasTakenLocallyIsChargedWhenRedisIsBackAndStaysSo() {
        request(charge("a", FailurePolicy.LOCAL, 2)).settle(401);
        lose(true);
        RateLimitContext context = request(charge("a", FailurePolicy.LOCAL, 3));
        comeBack();
        assertThat(left(store, "a")).as("in Redis").isEqualTo(5);
        await().until(() -> left(local, "a") == 10);
        context.settle(200);
        assertThat(left(store, "a")).as("in Redis").isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChargeIsCountedLocallyWhileRedisIsLost(boolean known) {
        RateLimitContext context = request(charge("a", FailurePolicy.LOCAL, 1));
        context.charge(3);
        lose(known);
        context.settle(401);
        context.charge("a", 2);
        assertThat(left(local, "a")).as("of the 9 that Redis had left").isEqualTo(4);
        comeBack();
        // The first of them found out that Redis was lost, and may have been charged there.
        assertThat(left(store, "a")).isEqualTo(known ? 4 : 7);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailurePolicy.class,
            names = {"ALLOW", "DENY"})
    void aChargeOfARuleThatDoesNotCountLocallyIsLostWithRedis(FailurePolicy policy) {
        RateLimitContext context = request(charge("a", policy, 1), charge("b", FailurePolicy.LOCAL, 1));
        context.charge(3);
        lose(true);
        context.settle(401);
        assertThat(left(local, "a")).isEqualTo(10);
        assertThat(left(local, "b")).isEqualTo(6);
    }

    @Test
    void whatPassedUncountedIsNeitherPutBackNorCharged() {
        request(charge("a", FailurePolicy.ALLOW, 4)).settle(401);
        lose(true);
        RateLimitContext context = request(charge("a", FailurePolicy.ALLOW, 1), charge("b", FailurePolicy.LOCAL, 1));
        context.charge(3);
        comeBack();
        context.settle(200);
        assertThat(left(store, "a")).isEqualTo(6);
        assertThat(left(local, "a")).isEqualTo(10);
        assertThat(left(local, "b")).as("put back where it was taken").isEqualTo(10);
        assertThat(left(store, "b")).as("charged where it belongs").isEqualTo(6);
    }

    @Test
    void whatOneRuleRefusesForWantOfRedisTheOthersDoNotTake() {
        lose(true);
        RateLimitContext denied = request(charge("a", FailurePolicy.DENY, 1), charge("b", FailurePolicy.LOCAL, 1));
        assertThat(denied.verdict().allowed()).isFalse();
        denied.charge(2);
        denied.settle(401);
        assertThat(left(local, "b")).isEqualTo(10);
    }
}
