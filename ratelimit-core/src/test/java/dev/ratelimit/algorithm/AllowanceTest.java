package dev.ratelimit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.Allowance;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody is told who only looks. */
class AllowanceTest {

    private static final int HISTORIES = 40;
    private static final int STEPS = 500;

    private final SplittableRandom random = new SplittableRandom(13);
    private int waits;

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void waitingAsLongAsALookSaysIsEnough(Algorithm algorithm) {
        for (int i = 0; i < HISTORIES; i++) {
            Walk walk = new Walk(AnyLimit.of(algorithm, random), random);
            for (int j = 0; j < STEPS; j++) {
                walk.step();
                look(walk, Math.max(1, walk.cost()));
            }
        }
        assertThat(waits).as("cases met").isGreaterThan(HISTORIES * STEPS / 20);
    }

    private void look(Walk walk, long cost) {
        Allowance allowance = allowance(walk, cost);
        boolean fits = walk.ask(cost, walk.now).granted() == 1;
        Long wait = allowance.retryAfterMs();
        if (wait == null) {
            assertThat(cost).isGreaterThan(walk.limit.capacity());
            return;
        }
        assertThat(wait == 0).isEqualTo(fits);
        if (wait > 0) {
            waits++;
            assertThat(walk.ask(cost, walk.now + wait).granted()).isEqualTo(1);
            assertThat(allowance.retryAfter()).isBetween(wait / 1_000, wait / 1_000 + 1);
        }
        if (wait > 0 && cost == allowance.remaining() + 1) {
            assertThat(walk.ask(cost, walk.now + wait - 1).granted()).isZero();
        }
    }

    private static Allowance allowance(Walk walk, long cost) {
        Reading look = walk.ask(0, walk.now);
        Decision decision = new Decision(
                "rule",
                "rule",
                walk.limit,
                true,
                true,
                look.remaining(),
                look.retryAfterMillis(),
                look.resetAtMillis(),
                look.nextAfterMillis(),
                Source.MEMORY);
        return Allowance.of(decision, cost, walk.now);
    }
}
