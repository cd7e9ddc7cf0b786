package dev.ratelimit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisServerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void answersOnceStarted() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            assertThat(ask(redis, "PING")).isEqualTo("+PONG");
            assertThat(redis.address()).isEqualTo("127.0.0.1:" + redis.port());
            assertThat(redis.port()).isBetween(1024, 54_999);
        }
    }

    @Test
    void letsExtraArgumentsWinOverTheDefaults() throws Exception {
        try (RedisServer redis = RedisServer.start("--maxmemory", "10mb", "--appendonly", "yes")) {
            assertThat(ask(redis, "INFO memory")).contains("maxmemory:10485760");
            assertThat(ask(redis, "INFO persistence")).contains("aof_enabled:1");
        }
    }

    @Test
    void startsAServerThatWantsAPassword() throws Exception {
        try (RedisServer redis = RedisServer.start("--requirepass", "secret")) {
            assertThat(ask(redis, "PING")).startsWith("-NOAUTH");
        }
    }

    @Test
    void refusesConnectionsWhenKilledAndComesBackEmptyOnTheSamePort() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            int port = redis.port();
            ask(redis, "SET greeting hello");

            redis.kill();
            assertThatThrownBy(() -> ask(redis, "PING")).isInstanceOf(ConnectException.class);

            redis.restart();
            assertThat(redis.port()).isEqualTo(port);
            assertThat(ask(redis, "GET greeting")).isEqualTo("$-1");
        }
    }

    @Test
    void restartsAServerThatRuns() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            ProcessHandle before = redis.handle();
            redis.restart();
            assertThat(before.isAlive()).isFalse();
            assertThat(ask(redis, "PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void isSilentWhileSuspended() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            redis.suspend();
            assertThatThrownBy(() -> PlainClient.ask(redis.port(), "PING", Duration.ofMillis(200)))
                    .isInstanceOf(SocketTimeoutException.class);

            redis.resume();
            assertThat(ask(redis, "PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void leavesNeitherProcessNorDirectoryWhenClosed() {
        RedisServer redis = RedisServer.start("--appendonly", "yes");
        redis.close();
        redis.close();
        assertThat(redis.handle().isAlive()).isFalse();
        assertThat(redis.directory()).doesNotExist();
    }

    @Test
    void endsASuspendedServerWhenClosed() {
        RedisServer redis = RedisServer.start();
        redis.suspend();
        redis.close();
        assertThat(redis.handle().isAlive()).isFalse();
    }

    @Test
    void runsACommandOfSeveralWords() throws Exception {
        RedisBinary throughEnv = RedisBinary.of("env LANG=C " + RedisBinary.find());
        try (RedisServer redis = RedisServer.start(throughEnv)) {
            assertThat(ask(redis, "PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void saysWhichServerCannotBeRun() {
        assertThatThrownBy(() -> RedisServer.start(RedisBinary.of("/no/such/redis-server")))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("Cannot run /no/such/redis-server");
    }

    @Test
    void showsTheLogOfAServerThatEndsAtOnce() {
        assertThatThrownBy(() -> RedisServer.start("--no-such-option", "yes"))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("ended with exit code 1")
                .hasMessageContaining("no-such-option");
    }

    @Test
    void leavesNothingBehindWhenTheJvmEndsWithoutClosing() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Forgetful.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> pidAndDirectory = printed.lines().toList();
        assertThat(jvm.waitFor()).isEqualTo(3);

        ProcessHandle.of(Long.parseLong(pidAndDirectory.get(0)))
                .ifPresent(redis -> assertThat(redis.onExit()).succeedsWithin(5, TimeUnit.SECONDS));
        assertThat(Path.of(pidAndDirectory.get(1))).doesNotExist();
    }

    /** Starts a server, suspends it, and does not close it. */
    static final class Forgetful {
        public static void main(String[] args) {
            RedisServer redis = RedisServer.start();
            redis.suspend();
            System.out.println(redis.handle().pid() + "\n" + redis.directory());
            System.exit(3);
        }
    }

    private static String ask(RedisServer redis, String command) throws IOException {
        return PlainClient.ask(redis.port(), command, SECOND);
    }
}
