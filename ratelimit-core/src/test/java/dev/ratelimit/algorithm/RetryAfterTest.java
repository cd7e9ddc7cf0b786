package dev.ratelimit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every wait that a bucket names is enough, and one millisecond less is not, on {@code -Dproof.histories} random walks
 * with all verbs and a clock that steps back.
 */
@Tag("proof")
class RetryAfterTest {

    private static final int HISTORIES = Integer.getInteger("proof.histories", 60);
    private static final int STEPS = 1_000;

    private final SplittableRandom random = new SplittableRandom(11);
    private int seen;

    @BeforeEach
    void reset() {
        seen = 0;
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void waitingRetryAfterIsEnoughAndAMillisecondLessIsNot(Algorithm algorithm) {
        walk(algorithm, walk -> {
            walk.step();
            long cost = walk.cost();
            long retryAfter = walk.step(Action.TAKE, cost).retryAfterMillis();
            if (retryAfter > 0) {
                seen++;
                assertThat(walk.ask(cost, walk.now + retryAfter).granted()).isEqualTo(1);
                assertThat(walk.ask(cost, walk.now + retryAfter - 1).granted()).isZero();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void theBucketIsAsGoodAsNewAtItsResetAndNotBefore(Algorithm algorithm) {
        walk(algorithm, walk -> {
            long resetAt = walk.step().resetAtMillis();
            assertThat(resetAt).isGreaterThanOrEqualTo(walk.now);
            assertThat(walk.ask(0, resetAt).remaining()).isEqualTo(walk.limit.capacity());
            Reading now = walk.ask(0, walk.now);
            if (now.remaining() < walk.limit.capacity()) {
                seen++;
                assertThat(walk.ask(0, resetAt - 1).remaining()).isLessThan(walk.limit.capacity());
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void oneMoreUnitIsThereAfterNextAfterAndNotBefore(Algorithm algorithm) {
        walk(algorithm, walk -> {
            Reading reading = walk.step();
            long nextAfter = reading.nextAfterMillis();
            if (nextAfter == Decision.NEVER) {
                assertThat(reading.remaining()).isEqualTo(walk.limit.capacity());
                return;
            }
            seen++;
            assertThat(walk.ask(0, walk.now + nextAfter).remaining()).isGreaterThan(reading.remaining());
            assertThat(walk.ask(0, walk.now + nextAfter - 1).remaining()).isEqualTo(reading.remaining());
        });
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aDenialChangesNothingAndExtendsNoBlock(Algorithm algorithm) {
        walk(algorithm, walk -> {
            Bucket before = walk.stored;
            Reading reading = walk.step();
            if (reading.granted() == 0 && !reading.healed()) {
                seen++;
                assertThat(walk.stored).isEqualTo(before);
            }
        });
    }

    private interface Check {
        void run(Walk walk);
    }

    private void walk(Algorithm algorithm, Check check) {
        for (int i = 0; i < HISTORIES; i++) {
            Limit limit = AnyLimit.of(algorithm, random);
            Walk walk = new Walk(limit, random);
            for (int j = 0; j < STEPS; j++) {
                check.run(walk);
            }
        }
        assertThat(seen).as("cases met").isGreaterThan(HISTORIES * STEPS / 20);
    }
}
