package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.config.Settings;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Source;
import dev.ratelimit.redis.LogLines;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application starts and runs whatever becomes of its password, and finds Redis again once that is right. */
@Tag("redis")
@Tag("outage")
class RedisCredentialsTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final LogLines log = new LogLines();
    private final Map<String, String> settings = new HashMap<>();

    @TempDir
    private Path directory;

    private Path file;
    private RedisServer server;
    private RedisClient client;
    private RedisCommands<String, String> redis;

    @BeforeEach
    void start() throws IOException {
        server = RedisServer.start();
        client = RedisClient.create(RedisURI.create("redis://" + server.address()));
        redis = client.connect().sync();
        file = directory.resolve("password");
        Files.writeString(file, "first-secret\n");
        redis.configSet("requirepass", "first-secret");
        settings.putAll(Map.of(
                "redisAddr",
                server.address(),
                "redisPasswordFile",
                file.toString(),
                "defaultLimit",
                "1000/1h",
                "checkBudget",
                "1s",
                "keySecret",
                "0123456789abcdef"));
    }

    @AfterEach
    void stop() {
        client.shutdown();
        server.close();
        log.close();
        assertThat(log.containing("-secret")).isEmpty();
    }

    @Test
    void aPasswordThatIsChangedIsReadAnew() throws IOException {
        try (RateLimiter limiter = open()) {
            assertThat(source(limiter)).isEqualTo(Source.REDIS);
            redis.configSet("requirepass", "second-secret");
            Files.writeString(file, "second-secret");
            cut();
            awaitRedis(limiter);
        }
        assertThat(log.containing("takes no connection")).isEmpty();
    }

    @Test
    void whileThePasswordIsNotTheNewOneYetOneLineSaysSo() throws IOException {
        try (RateLimiter limiter = open()) {
            redis.configSet("requirepass", "second-secret");
            cut();
            await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> source(limiter) == Source.LOCAL);
            Files.writeString(file, "second-secret");
            awaitRedis(limiter);
        }
        assertThat(log.containing("Redis takes no connection: WRONGPASS")).hasSize(1);
        assertThat(log.containing("Redis is lost")).hasSize(1);
        assertThat(log.containing("io.lettuce")).isEmpty();
    }

    @Test
    void aUsersPasswordThatIsChangedIsReadAnew() throws IOException {
        redis.aclSetuser("limiter", user().addPassword("first-secret"));
        settings.put("redisUsername", "limiter");
        try (RateLimiter limiter = open()) {
            assertThat(source(limiter)).isEqualTo(Source.REDIS);
            redis.aclSetuser(
                    "limiter",
                    AclSetuserArgs.Builder.removePassword("first-secret").addPassword("other-secret"));
            Files.writeString(file, "other-secret\r\n");
            redis.clientKill(KillArgs.Builder.user("limiter"));
            awaitRedis(limiter);
        }
    }

    @Test
    void aWrongPasswordAtTheStartIsToldOnceUntilItIsMended() throws IOException {
        Files.writeString(file, "wrong-secret");
        try (RateLimiter limiter = open()) {
            assertThat(log.containing("WRONGPASS")).as("before any request").hasSize(1);
            await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> source(limiter) == Source.LOCAL);
            assertThat(log.containing("WRONGPASS")).hasSize(1);
            assertThat(log.containing("io.lettuce")).isEmpty();
            Files.writeString(file, "first-secret");
            awaitRedis(limiter);
        }
    }

    @Test
    void aFileThatIsMissingAtTheStartIsToldOnceUntilItIsThere() throws IOException {
        Files.delete(file);
        try (RateLimiter limiter = open()) {
            await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> source(limiter) == Source.LOCAL);
            assertThat(log.containing("the password file " + file + " cannot be read (NoSuchFileException)"))
                    .hasSize(1);
            Files.writeString(file, "first-secret");
            awaitRedis(limiter);
        }
    }

    @Test
    void aMissingRightAtTheStartIsToldOnceUntilItIsGiven() {
        redis.aclSetuser("limiter", user().addPassword("first-secret").removeCommand(CommandType.EVALSHA));
        settings.put("redisUsername", "limiter");
        try (RateLimiter limiter = open()) {
            await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> source(limiter) == Source.LOCAL);
            assertThat(log.containing("NOPERM")).hasSize(1);
            redis.aclSetuser("limiter", AclSetuserArgs.Builder.addCommand(CommandType.EVALSHA));
            awaitRedis(limiter);
        }
    }

    @Test
    void sentinelsMayHaveAPasswordOfTheirOwn() {
        try (RedisServer sentinel = RedisServer.startSentinel(
                "requirepass sentinel-secret",
                "sentinel monitor main 127.0.0.1 " + server.port() + " 1",
                "sentinel auth-pass main first-secret")) {
            settings.put("redisAddr", "redis-sentinel://" + sentinel.address() + "#main");
            try (RateLimiter limiter = open()) {
                assertThat(source(limiter)).isEqualTo(Source.LOCAL);
                assertThat(log.containing("NOAUTH")).hasSize(1);
            }
            settings.put("redisSentinelPassword", "sentinel-secret");
            try (RateLimiter limiter = open()) {
                assertThat(source(limiter)).isEqualTo(Source.REDIS);
            }
        }
    }

    private static AclSetuserArgs user() {
        return AclSetuserArgs.Builder.on().allKeys().allChannels().allCommands();
    }

    private RateLimiter open() {
        return RateLimiter.builder(Settings.load(settings), getClass().getClassLoader())
                .build();
    }

    /** All connections but the one that looks at it, as they stay in when the password changes. */
    private void cut() {
        redis.clientKill(KillArgs.Builder.typeNormal().skipme());
    }

    private static void awaitRedis(RateLimiter limiter) {
        long since = System.nanoTime();
        await().atMost(LONG).until(() -> source(limiter) == Source.REDIS);
        System.out.println("password mended: recovery "
                + Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms");
    }

    private static Source source(RateLimiter limiter) {
        return limiter.check("alice").source();
    }
}
