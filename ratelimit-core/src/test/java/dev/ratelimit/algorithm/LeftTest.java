package dev.ratelimit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bucket made up from what is left of it is one like any other, on {@code -Dproof.histories} random limits. */
@Tag("proof")
class LeftTest {

    private static final int HISTORIES = 200 * Integer.getInteger("proof.histories", 60);

    private final SplittableRandom random = new SplittableRandom(7);

    /** One bucket of which some units, but not all, are left. */
    private final class Some {
        final Limit limit;
        final long now = Traffic.START + random.nextLong(10_000_000);
        final long left;
        final long nextIn;
        final long allIn;
        final Bucket bucket;

        Some(Algorithm algorithm) {
            Limit whole = AnyLimit.of(algorithm, random);
            limit = random.nextBoolean() ? whole : whole.shared(1 + random.nextLong(5));
            left = random.nextLong(limit.capacity());
            // As long as any wait may be: with units left the next one is on its way.
            nextIn = 1 + random.nextLong(left == 0 ? 2 * limit.fillMillis() : soonest());
            allIn = nextIn + random.nextLong(2 * limit.fillMillis());
            bucket = Bucket.left(limit, new Left(left, nextIn, allIn), now);
        }

        private long soonest() {
            return limit.algorithm().windowed()
                    ? limit.periodMillis()
                    : Arithmetic.ceilDiv(limit.periodMillis(), limit.permits());
        }

        Reading ask(long cost, long at) {
            return Step.of(bucket, limit, Action.TAKE, cost, at).reading();
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void whatIsLeftFitsAndNoMore(Algorithm algorithm) {
        for (int i = 0; i < HISTORIES; i++) {
            Some some = new Some(algorithm);
            assertThat(some.ask(0, some.now).remaining()).isEqualTo(some.left);
            assertThat(some.ask(some.left, some.now).granted()).isPositive();
            assertThat(some.ask(some.left + 1, some.now).granted()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void waitingRetryAfterIsEnoughAndAMillisecondLessIsNot(Algorithm algorithm) {
        for (int i = 0; i < HISTORIES; i++) {
            Some some = new Some(algorithm);
            long cost = some.left + 1 + random.nextLong(some.limit.capacity() - some.left);
            long retryAfter = some.ask(cost, some.now).retryAfterMillis();
            assertThat(some.ask(cost, some.now + retryAfter).granted()).isEqualTo(1);
            assertThat(some.ask(cost, some.now + retryAfter - 1).granted()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FIXED_WINDOW", "SLIDING_WINDOW_COUNTER"})
    void theNextUnitComesWhenItWasToCome(Algorithm algorithm) {
        for (int i = 0; i < HISTORIES; i++) {
            Some some = new Some(algorithm);
            long wait = algorithm.windowed() ? Math.min(some.nextIn, some.limit.periodMillis()) : some.nextIn;
            assertThat(some.ask(0, some.now).nextAfterMillis()).isEqualTo(wait);
        }
    }
}
