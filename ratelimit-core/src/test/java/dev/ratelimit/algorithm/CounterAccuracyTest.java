package dev.ratelimit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How far the sliding counter is from the exact log on the same traffic; prints the table of docs/accuracy.md. */
class CounterAccuracyTest {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int LIMIT = 100;
    private static final int REQUESTS = 100_000;
    private static final double[] LOADS = {0.9, 1.2, 3};

    private final Limit counter = Limit.window(Algorithm.SLIDING_WINDOW_COUNTER, LIMIT, WINDOW);
    private final Limit log = Limit.window(Algorithm.SLIDING_WINDOW_LOG, LIMIT, WINDOW);
    private final SplittableRandom random = new SplittableRandom(20);

    /** One line of the table; shares in percent of all requests. */
    private record Row(double load, double denied, double admitted, double worst) {

        String text(String traffic) {
            return String.format(
                    Locale.ROOT, "| %s | %.1f | %.2f %% | %.2f %% | %.2f |", traffic, load, denied, admitted, worst);
        }
    }

    @ParameterizedTest
    @EnumSource(Traffic.class)
    void decidesMostlyAsTheLog(Traffic traffic) {
        for (double load : LOADS) {
            Limit offered = counter(Math.round(LIMIT * load));
            Row row = row(traffic.units(offered, random, REQUESTS));
            System.out.println(row.text(traffic.name().toLowerCase(Locale.ROOT)));
            assertThat(row.denied()).isLessThan(row.load() < 1 ? 3 : 30);
            assertThat(row.admitted()).isLessThan(row.load() < 1 ? 3 : 30);
            assertThat(row.worst()).isLessThan(2);
        }
    }

    @Test
    void staysBelowTwiceTheLimitWhenTrafficComesAtBoundaries() {
        for (double load : LOADS) {
            Limit offered = counter(Math.round(LIMIT * load / 2));
            Row row = row(Traffic.atBoundaries(offered, random, (int) (REQUESTS / offered.capacity() / 2)));
            System.out.println(row.text("at boundaries"));
            assertThat(row.worst()).isLessThan(2);
        }
    }

    private Row row(List<Request> requests) {
        Admissions exact = new Admissions(log);
        Admissions estimate = new Admissions(counter);
        int denied = 0;
        int admitted = 0;
        for (Request request : requests) {
            boolean right = exact.take(request).granted() > 0;
            boolean said = estimate.take(request).granted() > 0;
            denied += right && !said ? 1 : 0;
            admitted += said && !right ? 1 : 0;
        }
        double windows = (double) (requests.get(requests.size() - 1).at()
                        - requests.get(0).at())
                / WINDOW.toMillis();
        return new Row(
                requests.size() / windows / LIMIT,
                100.0 * denied / requests.size(),
                100.0 * admitted / requests.size(),
                (double) Bound.mostInAnyWindow(estimate.admitted(), WINDOW.toMillis()) / LIMIT);
    }

    private static Limit counter(long limit) {
        return Limit.window(Algorithm.SLIDING_WINDOW_COUNTER, limit, WINDOW);
    }
}
