package dev.ratelimit.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The share of one of several nodes: never more than all have together, unless that is less than one each. */
class SharedLimitTest {

    private static final int LIMITS = 200_000;
    private static final long DAYS = Duration.ofDays(400).toMillis();

    private final SplittableRandom random = new SplittableRandom(17);

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void thereIsAShareOfEveryLimitForAnyNumberOfNodes(Algorithm algorithm) {
        int seen = 0;
        while (seen < LIMITS / 10) {
            Limit limit;
            try {
                limit = any(algorithm);
            } catch (IllegalArgumentException tooLarge) {
                continue;
            }
            seen++;
            long nodes = 1 + anyUpTo(1_000_000);
            Limit share = limit.shared(nodes);
            assertThat(share.capacity()).isBetween(1L, Math.max(1, limit.capacity() / nodes));
            if (share.permits() > 1) {
                assertThat(rate(share, limit).multiply(BigInteger.valueOf(nodes)))
                        .as("%s among %d", limit, nodes)
                        .isLessThanOrEqualTo(rate(limit, share));
            }
        }
    }

    /** Comparable with that of the other one. */
    private static BigInteger rate(Limit limit, Limit other) {
        return BigInteger.valueOf(limit.permits()).multiply(BigInteger.valueOf(other.periodMillis()));
    }

    private Limit any(Algorithm algorithm) {
        Duration period = Duration.ofMillis(1 + anyUpTo(DAYS));
        long permits = 1 + anyUpTo(1_000_000_000_000_000L);
        return algorithm.windowed()
                ? Limit.window(algorithm, permits, period)
                : Limit.bucket(algorithm, 1 + anyUpTo(1_000_000_000_000_000L), permits, period);
    }

    /** Small ones as often as large ones. */
    private long anyUpTo(long most) {
        return random.nextLong(most) >> random.nextInt(50);
    }

    @Test
    void theRateIsSharedExactlyWhereItCanBe() {
        assertThat(Limit.bucket(Algorithm.TOKEN, 10, 1, Duration.ofSeconds(1)).shared(3))
                .isEqualTo(Limit.bucket(Algorithm.TOKEN, 3, 1, Duration.ofSeconds(3)));
        assertThat(Limit.bucket(Algorithm.LEAKY, 9, 7, Duration.ofDays(300)).shared(4))
                .isEqualTo(Limit.bucket(Algorithm.LEAKY, 1, 1, Duration.ofDays(300)));
        assertThat(Limit.window(100, CalendarWindow.month(ZoneOffset.UTC, 1))
                        .shared(3)
                        .capacity())
                .isEqualTo(33);
    }
}
