package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.user.UserPage;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listing, deleting and the size of users; with {@code -Dproof.users=1000000} as many as are promised. */
@Tag("redis")
class ManyUsersTest {

    private static final int USERS = Integer.getInteger("proof.users", 20_000);
    private static final int PAGE = 1_000;
    /** A user of twelve letters was 334 bytes of Redis 7.0 when this was written. */
    private static final long MOST_BYTES = 400;

    @Test
    void listsDeletesAndSweepsManyUsers() throws Exception {
        RedisSettings patient = new RedisSettings("ratelimit", Duration.ofSeconds(10), 512);
        try (RedisServer server = RedisServer.start();
                RateLimiter limiter = RateLimiter.builder()
                        .redis(server.address())
                        .redisSettings(patient)
                        .defaultLimit(Limit.perDay(100))
                        .build()) {
            RedisClient client = RedisClient.create(RedisURI.create("redis://" + server.address()));
            RedisCommands<String, String> redis = client.connect().sync();
            long empty = usedMemory(redis);
            createUsers(limiter);
            deleteBuckets(redis);
            long each = (usedMemory(redis) - empty) / USERS;
            long listed = millis(() -> assertThat(list(limiter)).hasSize(USERS));
            long deleted = millis(() -> limiter.users().delete("user-0000007"));
            long swept = millis(() -> assertThat(limiter.users().sweep()).isZero());
            System.out.printf(
                    "%,d users: %d bytes each; listed in %d ms, one deleted in %d ms, swept in %d ms%n",
                    USERS, each, listed, deleted, swept);
            assertThat(list(limiter)).hasSize(USERS - 1).doesNotContain("user-0000007");
            assertThat(each).isLessThan(MOST_BYTES);
            client.shutdown();
        }
    }

    private static void createUsers(RateLimiter limiter) throws InterruptedException, ExecutionException {
        ForkJoinPool pool = new ForkJoinPool(32);
        pool.submit(() -> IntStream.range(0, USERS).parallel().forEach(i -> limiter.check("user-%07d".formatted(i))))
                .get();
        pool.shutdown();
    }

    private static void deleteBuckets(RedisCommands<String, String> redis) {
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            KeyScanCursor<String> page = redis.scan(
                    cursor, ScanArgs.Builder.matches("ratelimit:token:*").limit(10_000));
            if (!page.getKeys().isEmpty()) {
                redis.del(page.getKeys().toArray(String[]::new));
            }
            cursor = page;
        } while (!cursor.isFinished());
    }

    private static Set<String> list(RateLimiter limiter) {
        Set<String> ids = new HashSet<>();
        String cursor = "";
        while (cursor != null) {
            UserPage page = limiter.users().list(cursor, "", PAGE);
            // Redis may return a few more than it was asked for.
            assertThat(page.users()).hasSizeLessThan(2 * PAGE);
            ids.addAll(page.users().keySet());
            cursor = page.next();
        }
        return ids;
    }

    private static long usedMemory(RedisCommands<String, String> redis) {
        return redis.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length())))
                .sum();
    }

    private static long millis(Runnable task) {
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1_000_000;
    }
}
