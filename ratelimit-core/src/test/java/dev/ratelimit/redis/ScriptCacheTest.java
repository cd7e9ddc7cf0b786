package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server holds one text for each algorithm and one for requests of many buckets, whatever the limits. */
@Tag("redis")
class ScriptCacheTest {

    private static final int TEXTS = Algorithm.values().length + 1;

    @RegisterExtension
    static final TestRedis redis = new TestRedis();

    @Test
    void staysTheSameOverThousandsOfLimits() {
        redis.look().scriptFlush();
        for (int i = 1; i <= 300; i++) {
            for (Algorithm algorithm : Algorithm.values()) {
                take(algorithm, i);
            }
            redis.store().decide(Charges.take(charge(Algorithm.TOKEN, i), charge(Algorithm.LEAKY, i)));
        }
        assertThat(redis.info("memory", "number_of_cached_scripts")).isEqualTo(TEXTS);
    }

    @Test
    void theTextIsSentOnceOnly() {
        redis.look().scriptFlush();
        redis.look().configResetstat();
        for (int i = 0; i < 100; i++) {
            take(Algorithm.TOKEN, 10);
        }
        assertThat(redis.look().info("commandstats"))
                .contains("cmdstat_eval:calls=1,")
                .contains("cmdstat_evalsha:calls=100,");
    }

    @Test
    void noCallFailsWhenTheScriptsAreFlushedUnderLoad() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Integer>> loads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            loads.add(threads.submit(() -> load(over)));
        }
        for (int i = 0; i < 200; i++) {
            redis.look().scriptFlush();
        }
        over.set(true);
        for (Future<Integer> load : loads) {
            assertThat(load.get()).isPositive();
        }
        threads.shutdown();
    }

    /** Throws what the store throws. */
    private static int load(AtomicBoolean over) {
        Store store = redis.store();
        int calls = 0;
        while (!over.get()) {
            store.decide(Charges.take(charge(List.of(Algorithm.values()).get(calls++ % 5), 1_000)));
        }
        return calls;
    }

    private static void take(Algorithm algorithm, long limit) {
        redis.store().decide(Charges.take(charge(algorithm, limit)));
    }

    private static Charge charge(Algorithm algorithm, long number) {
        Duration period = Duration.ofMillis(60_000 + number);
        Limit limit = algorithm.windowed()
                ? Limit.window(algorithm, number, period)
                : Limit.bucket(algorithm, number, number, period);
        return Charges.charge(algorithm.id(), limit, "s", 1);
    }
}
