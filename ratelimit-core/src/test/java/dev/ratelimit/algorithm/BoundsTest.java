package dev.ratelimit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each algorithm admits at most what the table in the README says, whoever asks, on {@code -Dproof.histories} random and
 * adversarial histories of each traffic; and an adversary comes as close as the table says, so the bounds are tight.
 */
@Tag("proof")
class BoundsTest {

    private static final int HISTORIES = Integer.getInteger("proof.histories", 60);
    private static final int REQUESTS = 1_000;
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final SplittableRandom random = new SplittableRandom(7);

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"TOKEN", "LEAKY"})
    void bucketsAdmitTheCapacityAndTheRateInAnyWindow(Algorithm algorithm) {
        play(
                algorithm,
                (limit, admitted) -> assertThat(Bound.mostAboveRate(admitted, limit))
                        .as("%s", limit)
                        .isLessThanOrEqualTo(full(limit)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"TOKEN", "LEAKY"})
    void bucketsGiveAllOfThat(Algorithm algorithm) {
        Limit limit = Limit.bucket(algorithm, 5, 3, WINDOW);
        assertThat(Bound.mostAboveRate(Admissions.ofGreed(limit, random, REQUESTS), limit))
                .isEqualTo(full(limit));
    }

    @Test
    void aFixedWindowAdmitsTwiceTheLimitInAnyWindow() {
        play(
                Algorithm.FIXED_WINDOW,
                (limit, admitted) ->
                        assertThat(most(admitted, limit)).as("%s", limit).isLessThanOrEqualTo(2 * limit.capacity()));
    }

    @Test
    void aFixedWindowAdmitsAllOfThatAcrossABoundary() {
        Limit limit = Limit.window(Algorithm.FIXED_WINDOW, 10, WINDOW);
        assertThat(most(Admissions.of(limit, Traffic.atBoundaries(limit, random, 3)), limit))
                .isEqualTo(20);
    }

    @Test
    void aLogAdmitsTheLimitInAnyWindow() {
        play(
                Algorithm.SLIDING_WINDOW_LOG,
                (limit, admitted) ->
                        assertThat(most(admitted, limit)).as("%s", limit).isLessThanOrEqualTo(limit.capacity()));
    }

    @Test
    void aLogAdmitsAllOfThat() {
        Limit limit = Limit.window(Algorithm.SLIDING_WINDOW_LOG, 10, WINDOW);
        List<Request> admitted = Admissions.ofGreed(limit, random, REQUESTS);
        assertThat(most(admitted, limit)).isEqualTo(10);
    }

    @Test
    void aCounterAdmitsLessThanTwiceTheLimitInAnyWindow() {
        play(
                Algorithm.SLIDING_WINDOW_COUNTER,
                (limit, admitted) -> assertThat(most(admitted, limit))
                        .as("%s", limit)
                        .isLessThanOrEqualTo(2 * limit.capacity() - 1));
    }

    @Test
    void aCounterAdmitsAlmostTwiceTheLimitToOneWhoWaitsOutAWindow() {
        Limit limit = Limit.window(Algorithm.SLIDING_WINDOW_COUNTER, 10, WINDOW);
        long boundary = Traffic.START;
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            requests.add(new Request(boundary - 1, 1));
        }
        for (int i = 0; i < 10; i++) {
            requests.add(new Request(boundary + 998, 1));
        }
        assertThat(most(Admissions.of(limit, requests), limit)).isEqualTo(19);
    }

    /** After a sudden start of an overload it takes a window or two until what is counted is spread evenly. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1.01, 1.25, 2, 5})
    void aCounterAdmitsTheLimitUnderSteadyTraffic(double load) {
        for (long limit = 1; limit <= 300; limit = 3 * limit + random.nextInt(3)) {
            Limit counter = Limit.window(Algorithm.SLIDING_WINDOW_COUNTER, limit, WINDOW.multipliedBy(60));
            long window = counter.periodMillis();
            long start = Traffic.START + random.nextLong(window);
            Admissions admissions = new Admissions(counter);
            for (long i = 0; i < 20 * limit * load; i++) {
                admissions.take(new Request(start + (long) Math.ceil(i * window / (limit * load)), 1));
            }
            List<Request> settled = admissions.admitted().stream()
                    .filter(request -> request.at() > start + 5 * window)
                    .toList();
            assertThat(most(settled, counter)).as("%s", counter).isBetween(limit / 2, limit);
        }
    }

    private interface Check {
        void accept(Limit limit, List<Request> admitted);
    }

    private void play(Algorithm algorithm, Check check) {
        for (int i = 0; i < HISTORIES; i++) {
            for (Traffic traffic : Traffic.values()) {
                on(
                        algorithm,
                        limit -> check.accept(limit, Admissions.of(limit, traffic.requests(limit, random, REQUESTS))));
            }
            on(algorithm, limit -> check.accept(limit, Admissions.of(limit, Traffic.atBoundaries(limit, random, 20))));
            on(algorithm, limit -> check.accept(limit, Admissions.ofGreed(limit, random, REQUESTS)));
        }
    }

    private void on(Algorithm algorithm, Consumer<Limit> test) {
        test.accept(AnyLimit.of(algorithm, random));
    }

    private static long most(List<Request> admitted, Limit limit) {
        return Bound.mostInAnyWindow(admitted, limit.periodMillis());
    }

    private static BigInteger full(Limit limit) {
        return BigInteger.valueOf(limit.capacity()).multiply(BigInteger.valueOf(limit.periodMillis()));
    }
}
