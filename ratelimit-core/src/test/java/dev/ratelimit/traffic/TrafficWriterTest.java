package dev.ratelimit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.store.ManualClock;
import dev.ratelimit.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficWriterTest {

    private final ManualClock clock = new ManualClock();
    private final Sampler sampler = new Sampler();
    private final Kept store = new Kept();
    private long nodes = 1;
    private boolean known;
    private final TrafficWriter writer = new TrafficWriter(sampler, store, clock, () -> known, () -> nodes);
    private final Instant start = clock.instant();

    /** Keeps blobs in memory, and fails when told to. */
    private final class Kept implements TrafficStore {

        private final MemoryTraffic kept = new MemoryTraffic(clock);
        private final List<Integer> sizes = new ArrayList<>();
        private boolean failing;

        @Override
        public void append(byte[] blob) {
            if (failing) {
                throw new StoreException(StoreException.Trouble.TIMEOUT, "as the test wants it", null);
            }
            sizes.add(blob.length);
            kept.append(blob);
        }

        @Override
        public void read(Reader reader) {
            kept.read(reader);
        }
    }

    private void come(int requests, int users) {
        for (int i = 0; i < requests; i++) {
            Requests.come(sampler, "user-" + i % users, clock.millis());
        }
    }

    /** Other users and routes each second, within a second at various times. */
    private void come(int requests, int users, int second) {
        for (int i = 0; i < requests; i++) {
            int user = (second * 31 + i * 7) % users;
            Requests.come(sampler, "user-" + user, clock.millis() + i * 1_000L / requests);
        }
    }

    private void second() {
        clock.advanceMillis(1_000);
        writer.tick();
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            second();
        }
    }

    private Traffic read() {
        return new TrafficLog(store).read(start, clock.instant().plusMillis(1));
    }

    private static Map<Long, Integer> perCaller(Traffic traffic) {
        Map<Long, Integer> counts = new HashMap<>();
        traffic.seen().forEach(one -> counts.merge(one.request().caller(), one.times(), Integer::sum));
        return counts;
    }

    private static Set<Long> fingerprints(int users) {
        return IntStream.range(0, users)
                .mapToObj(i -> Fingerprint.of("user-" + i))
                .collect(Collectors.toSet());
    }

    @Test
    void littleTrafficIsWrittenWithinFiveSecondsOrSo() {
        come(3, 1);
        seconds(7);
        assertThat(store.sizes).hasSize(1);
        assertThat(perCaller(read())).isEqualTo(Map.of(Fingerprint.of("user-0"), 3));
        assertThat(read().level()).isZero();
    }

    @Test
    void nothingIsWrittenWhereNothingCame() {
        seconds(60);
        assertThat(store.sizes).isEmpty();
    }

    @Test
    void likeRequestsOfOneMillisecondAreOne() {
        come(500, 1);
        seconds(7);
        assertThat(read().seen())
                .singleElement()
                .satisfies(one -> assertThat(one.times()).isEqualTo(500));
    }

    @Test
    void muchTrafficIsSampledByCallerSoThatEveryBlobFits() {
        for (int i = 0; i < 120; i++) {
            come(3_000, 3_000);
            second();
        }
        writer.flush();
        assertThat(store.sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(Blob.MOST_BYTES));
        assertThat(store.sizes).hasSizeBetween(20, 121);
        Traffic traffic = read();
        assertThat(traffic.level()).isPositive();
        assertThat(traffic.lost()).isZero();
        assertThat(perCaller(traffic).keySet()).allMatch(traffic::holds);
        assertThat(perCaller(traffic).values()).as("each caller is complete").containsOnly(120);
        assertThat((double) perCaller(traffic).size() * traffic.scale())
                .as("and stands for as many as the scale says")
                .isBetween(1_500.0, 6_000.0);
    }

    /** How coarse it becomes follows from what a request takes in a blob. */
    @ParameterizedTest
    @CsvSource({"50, 0", "150, 0", "300, 0", "600, 2", "1200, 2", "3000, 2"})
    void theSampleIsAsFineAsTheRoomAllows(int perSecond, int coarsest) {
        for (int i = 0; i < 600; i++) {
            come(perSecond, 1_000, i);
            second();
        }
        int most = 600 * Blob.MOST_BYTES;
        int used = store.sizes.stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "%d requests/s: 1 in %d, %d blobs, %d of %d bytes%n",
                perSecond, 1 << sampler.level(), store.sizes.size(), used, most);
        assertThat(sampler.level()).isLessThanOrEqualTo(coarsest);
        assertThat(store.sizes).hasSizeLessThanOrEqualTo(600).allMatch(size -> size <= Blob.MOST_BYTES);
        assertThat(used).isGreaterThan(perSecond < 150 ? 0 : most / 3).isLessThanOrEqualTo(most);
    }

    /** A thread ticks a quarter of a second late, since it rests. */
    @Test
    void theSampleIsNotCoarserForATickThatIsLate() {
        for (int i = 0; i < 480; i++) {
            come(250, 1_000, i);
            clock.advanceMillis(1_250);
            writer.tick();
        }
        assertThat(sampler.level()).isZero();
        assertThat(store.sizes.stream().mapToInt(Integer::intValue).sum()).isGreaterThan(200 * Blob.MOST_BYTES);
    }

    /** Though there was room on average, and for a minute. */
    @Test
    void theSampleDoesNotGetFinerByABlobThatOverflows() {
        sampler.level(2);
        seconds(58);
        assertThat(sampler.level()).isEqualTo(2);
        come(12_000, 12_000);
        seconds(2);
        assertThat(sampler.level()).isGreaterThan(2);
    }

    @Test
    void theSampleGetsFinerWhenThereIsRoomAgain() {
        for (int i = 0; i < 20; i++) {
            come(3_000, 3_000);
            second();
        }
        assertThat(sampler.level()).isPositive();
        Instant quiet = clock.instant().plusSeconds(15 * 60);
        for (int i = 0; i < 20 * 60; i++) {
            come(10, 10);
            second();
        }
        assertThat(sampler.level()).isZero();
        Traffic traffic = new TrafficLog(store).read(quiet, clock.instant());
        assertThat(traffic.level()).isZero();
        assertThat(perCaller(traffic)).hasSize(10);
    }

    @Test
    void manyNodesTogetherWriteNoMoreThanOne() {
        nodes = 40;
        for (int i = 0; i < 400; i++) {
            come(500, 500);
            second();
        }
        assertThat(store.sizes).hasSizeBetween(8, 10);
        assertThat(perCaller(read()).values()).allMatch(times -> times <= 400);
    }

    @Test
    void whatTheStoreDoesNotTakeIsGivenUp() {
        store.failing = true;
        for (int i = 0; i < 60; i++) {
            come(1_000, 1_000);
            second();
        }
        store.failing = false;
        known = true;
        seconds(20);
        assertThat(store.sizes).isEmpty();
        known = false;
        come(5_000, 5);
        seconds(7);
        assertThat(perCaller(read()).values()).allMatch(times -> times == 1_000);
        assertThat(perCaller(read()).keySet()).isSubsetOf(fingerprints(5));
        assertThat(store.sizes).isNotEmpty();
    }

    @Test
    void whereNobodyFetchesTheSampleGetsCoarserAndNothingGrows() {
        come(1_000_000, 50_000);
        assertThat(sampler.level()).isGreaterThan(4);
        seconds(7);
        Traffic traffic = read();
        assertThat(traffic.lost()).isZero();
        assertThat(perCaller(traffic).keySet()).allMatch(traffic::holds);
    }

    @Test
    void aCallerInTheSampleIsCompleteWhileTheSampleChanges() {
        List<Map<Long, Integer>> came = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            Map<Long, Integer> ofThisSecond = new HashMap<>();
            int requests = i % 300 < 30 ? 4_000 : 40;
            for (int j = 0; j < requests; j++) {
                String user = "user-" + (i * 31 + j * 7) % 5_000;
                ofThisSecond.merge(Fingerprint.of(user), 1, Integer::sum);
                Requests.come(sampler, user, clock.millis());
            }
            came.add(ofThisSecond);
            second();
        }
        writer.flush();
        assertThat(read().seen()).isNotEmpty();
        isComplete(came, 0, 900);
        for (int from = 0; from < 900; from++) {
            isComplete(came, from, from + 1);
        }
    }

    /** In any time, at whatever level it was seen. */
    private void isComplete(List<Map<Long, Integer>> came, int from, int to) {
        Map<Long, Integer> all = new HashMap<>();
        came.subList(from, to).forEach(some -> some.forEach((caller, times) -> all.merge(caller, times, Integer::sum)));
        Traffic traffic = new TrafficLog(store).read(start.plusSeconds(from), start.plusSeconds(to));
        all.keySet().removeIf(caller -> !traffic.holds(caller));
        assertThat(perCaller(traffic)).as("seconds %d to %d", from, to).isEqualTo(all);
    }

    @Test
    void aClockThatIsSetBackStopsNothing() {
        come(3, 1);
        seconds(3);
        clock.advanceMillis(-3_600_000);
        come(3, 1);
        seconds(10);
        assertThat(store.sizes).isNotEmpty();
    }
}
