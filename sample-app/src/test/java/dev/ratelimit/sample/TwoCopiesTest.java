package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoCopiesTest {
    private static final int CLIENTS = 64;
    private static final int REQUESTS_EACH = 10;
    private static final int LIMIT = 300;

    /** On a crowded machine 64 clients may keep a check waiting; what it then decides alone would spoil the count. */
    private static final String PATIENT = "-Dratelimit.checkBudget=10s";

    private static final String RULES = """
            {"rules": [
              {"id": "counted", "when": {"path": "/catalogue"}, "key": ["global"],
               "limits": [{"algorithm": "sliding_window_log", "limit": %d, "window": "1h"}]},
              {"id": "ready", "when": {"path": "/report"}, "key": ["global"],
               "limits": [{"algorithm": "sliding_window_log", "limit": 10000, "window": "1h"}]}]}
            """;

    @TempDir
    private Path directory;

    @Test
    void twoCopiesOnOneRedisShareTheirLimits() throws Exception {
        Path rules = Files.writeString(directory.resolve("rules.json"), RULES.formatted(LIMIT));
        try (RedisServer redis = RedisServer.start();
                SampleJvm first = copy(redis, rules);
                SampleJvm second = copy(redis, rules)) {
            List<Client> copies =
                    List.of(first.awaitReady().client(), second.awaitReady().client());
            await().until(() -> IntStream.range(0, 20).allMatch(i -> share(copies)));

            assertThat(successes(copies))
                    .as(() -> first.errors() + second.errors())
                    .isEqualTo(LIMIT);
            assertThat(copies.get(0).get("/catalogue").statusCode()).isEqualTo(429);
            assertThat(copies.get(1).get("/catalogue").statusCode()).isEqualTo(429);
        }
    }

    private static SampleJvm copy(RedisServer redis, Path rules) {
        return new SampleJvm(PATIENT, "--port", "0", "--redis-addr", redis.address(), "--rules", rules.toString());
    }

    /** Both have their connection when the second goes on from where the first has counted. */
    private static boolean share(List<Client> copies) {
        return remaining(copies.get(0)) - remaining(copies.get(1)) == 1;
    }

    private static long remaining(Client copy) {
        return copy.get("/report")
                .headers()
                .firstValueAsLong("X-RateLimit-Remaining")
                .orElseThrow();
    }

    /** How many requests pass when all clients ask both copies at once. */
    private static long successes(List<Client> copies) throws ExecutionException, InterruptedException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                counts.add(clients.submit(() -> successesOfOne(copies)));
            }
            long sum = 0;
            for (Future<Long> count : counts) {
                sum += count.get();
            }
            return sum;
        } finally {
            clients.shutdownNow();
        }
    }

    private static long successesOfOne(List<Client> copies) {
        long passed = 0;
        for (int i = 0; i < REQUESTS_EACH; i++) {
            Client copy = copies.get(i % copies.size());
            passed += copy.get("/catalogue").statusCode() == 200 ? 1 : 0;
        }
        return passed;
    }
}
