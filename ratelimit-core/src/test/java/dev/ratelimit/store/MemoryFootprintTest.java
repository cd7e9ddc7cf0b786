package dev.ratelimit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Measures what a bucket takes in the JVM; prints the second table of docs/memory.md. */
@Tag("proof")
class MemoryFootprintTest {

    private static final int BUCKETS = 30_000;
    private static final int DEBTS = 200_000;

    @ParameterizedTest
    @CsvSource({
        "TOKEN, 1, 400",
        "LEAKY, 1, 400",
        "FIXED_WINDOW, 1, 400",
        "SLIDING_WINDOW_COUNTER, 1, 400",
        "SLIDING_WINDOW_LOG, 1, 600",
        "SLIDING_WINDOW_LOG, 100, 2500"
    })
    void aBucketTakesNoMoreThanTheTableSays(Algorithm algorithm, int units, long most) {
        Limit limit = LongWindows.of(algorithm, 100);
        int buckets = BUCKETS / units;
        MemoryStore store = new MemoryStore(new SteadyClock(), Source.MEMORY, 2 * BUCKETS);
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < buckets; i++) {
            subjects.add("user-" + i);
        }
        long before = usedAfterCollection();
        for (String subject : subjects) {
            for (int i = 0; i < units; i++) {
                Charges.take(store, limit, subject, 1);
            }
        }
        long bytes = (usedAfterCollection() - before) / buckets;
        assertThat(store.size()).isEqualTo(buckets);
        System.out.printf(Locale.ROOT, "| %s | %d | %d |%n", algorithm.id(), units, bytes);
        assertThat(bytes).isBetween(100L, most);
    }

    /** Beside the text of the subject, and what a round past all of them takes. */
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aDebtTakesNoMoreThanTheTableSays(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 100);
        SteadyClock clock = new SteadyClock();
        Owed owed = new Owed(clock, 2 * DEBTS);
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < DEBTS; i++) {
            subjects.add("user-" + i);
        }
        long before = usedAfterCollection();
        for (String subject : subjects) {
            owed.took(Charges.charge("rule", limit, subject, 1), limit, 1, clock.millis(), () -> 0);
        }
        long bytes = (usedAfterCollection() - before) / DEBTS;
        long nanos = System.nanoTime();
        Owed.Round round = owed.round(whole -> whole);
        List<Owed.Due> found = round.next(1, 2 * DEBTS, charge -> false);
        nanos = System.nanoTime() - nanos;
        assertThat(found).isEmpty();
        assertThat(round.over()).isTrue();
        System.out.printf(
                Locale.ROOT, "| a debt, %s | 1 | %d | a round: %.1f ms%n", algorithm.id(), bytes, nanos / 1e6);
        assertThat(bytes).isBetween(100L, 700L);
    }

    private static long usedAfterCollection() {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
