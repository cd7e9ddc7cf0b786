package dev.ratelimit.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeavyHittersTest {

    private final HeavyHitters heavy = new HeavyHitters();

    @Test
    void countsExactlyWhereThereAreFew() {
        for (int i = 0; i < 30; i++) {
            for (int times = 0; times <= i; times++) {
                heavy.add("user-" + i);
            }
        }
        Map<String, Long> drained = heavy.drain();
        assertThat(drained).hasSize(30).containsEntry("user-0", 1L).containsEntry("user-29", 30L);
        assertThat(heavy.drain()).isEmpty();
    }

    @Test
    void findsWhoComesOftenAmongAMillionWhoComeOnce() {
        Random random = new Random(7);
        int once = 0;
        for (int i = 0; i < 1_000_000; i++) {
            heavy.add(random.nextInt(50) == 0 ? "often-" + random.nextInt(5) : "once-" + once++);
        }
        Map<String, Long> drained = heavy.drain();
        assertThat(drained).hasSizeLessThanOrEqualTo(16 * 64);
        // Each makes 0.4 %; a stripe's least count is at most a 64th of what fell into it.
        for (int i = 0; i < 5; i++) {
            assertThat(drained.get("often-" + i)).isBetween(3_500L, 4_500L + 1_000_000 / 16 / 64 * 2);
        }
    }

    @Test
    void losesNothingBetweenThreadsAndDrains() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int t = 0; t < 4; t++) {
            threads.execute(() -> {
                for (int i = 0; i < 50_000; i++) {
                    heavy.add("user-" + i % 40);
                }
            });
        }
        threads.shutdown();
        long sum = 0;
        while (!threads.awaitTermination(1, TimeUnit.MILLISECONDS)) {
            sum += sum(heavy.drain());
        }
        assertThat(sum + sum(heavy.drain())).isEqualTo(200_000);
    }

    private static long sum(Map<String, Long> drained) {
        return drained.values().stream().mapToLong(Long::longValue).sum();
    }
}
