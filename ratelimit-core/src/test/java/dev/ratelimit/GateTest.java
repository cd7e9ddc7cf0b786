package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.gate.FaultLog;
import dev.ratelimit.gate.Gate;
import dev.ratelimit.gate.GateOptions;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Store;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    /** A store with a fault that nobody knows of. */
    private static final class Broken implements Store {
        @Override
        public Answer decide(Call call) {
            throw new IllegalStateException("as the test wants it");
        }

        @Override
        public void close() {}
    }

    @Test
    void noRequestFailsBecauseItCannotBeSettled() {
        Charge charge = new Charge(
                "login",
                "login",
                Limit.perHour(5),
                List.of("alice"),
                1,
                Charge.ENFORCED,
                FailurePolicy.LOCAL,
                CountWhen.of("401"));
        try (RateLimiter limiter =
                        RateLimiter.builder().defaultLimit(Limit.perHour(5)).build();
                LogLines log = new LogLines()) {
            Gate gate = new Gate(limiter, GateOptions.defaults(), new FaultLog());
            for (int i = 0; i < 3; i++) {
                RateLimitContext context = RateLimitContext.uncounted();
                context.add(
                        Verdict.without(true, Source.MEMORY, 0),
                        new Taking(new Broken(), List.of(new Taking.Share(Source.MEMORY, 0, List.of(charge)))));
                gate.settle(context, 200);
            }
            assertThat(log.containing("could not be settled")).hasSize(1);
        }
    }
}
