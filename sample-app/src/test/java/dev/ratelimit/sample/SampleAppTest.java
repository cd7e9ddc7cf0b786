package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample as people start it. */
class SampleAppTest {
    private static final int SIGTERM = 128 + 15;
    private static final Pattern STARTED_REDIS =
            Pattern.compile("counts on  .+, started for this run on 127\\.0\\.0\\.1:(\\d+)\n");

    @TempDir
    private Path directory;

    @Test
    void startsARedisAndTakesItAlongWhenItEnds() throws IOException {
        try (SampleJvm sample = new SampleJvm("--port", "0").awaitReady()) {
            Matcher redis = STARTED_REDIS.matcher(sample.output());
            assertThat(redis.find()).as(sample.output()).isTrue();
            assertThat(sample.client().get("/catalogue").statusCode()).isEqualTo(200);

            sample.terminate();

            assertThat(sample.exitCode()).isEqualTo(SIGTERM);
            assertThat(listens(Integer.parseInt(redis.group(1)))).isFalse();
            assertThat(sample.errors()).isEmpty();
        }
    }

    @Test
    void printsCurlLinesThatWork() throws IOException {
        try (SampleJvm sample = new SampleJvm("--port", "0", "--store", "memory").awaitReady()) {
            String address = sample.client().address();

            assertThat(sample.output().lines().filter(line -> line.startsWith("  curl ")))
                    .hasSize(5)
                    .allSatisfy(line -> assertThat(line).contains(address));
            assertThat(sample.output()).contains("counts on  this JVM alone (--store memory)\n");
            assertThat(sample.errors()).isEmpty();
        }
    }

    @Test
    void countsInTheJvmWhereNoRedisCanBeStarted() throws IOException {
        try (SampleJvm sample = new SampleJvm("-Dtest.redis.binary=/no/redis-server", "--port", "0").awaitReady()) {
            assertThat(sample.output())
                    .contains(
                            "counts on  this JVM alone, as no Redis can be started here (Cannot run /no/redis-server");
            assertThat(sample.client().untilRefused("GET", "/report")).hasSizeBetween(6, 11);
        }
    }

    @Test
    void endsWithCode2WhereNoRedisCanBeStartedAndOneIsAskedFor() throws IOException {
        assertRefused("--store redis: ", "-Dtest.redis.binary=/no/redis-server", "--port", "0", "--store", "redis");
    }

    @Test
    void goesOnWithoutARedisThatDoesNotAnswer() throws IOException {
        try (SampleJvm sample = new SampleJvm("--port", "0", "--redis-addr", "127.0.0.1:1").awaitReady()) {
            assertThat(sample.output()).contains("counts on  redis://127.0.0.1:1 (--redis-addr)\n");
            assertThat(sample.client().get("/catalogue").statusCode()).isEqualTo(200);
            assertThat(sample.errors()).contains("Redis");
            assertThat(sample.errors().lines()).hasSize(1);
        }
    }

    @Test
    void endsWithCode2ForASettingThatCannotBeUsed() throws IOException {
        try (SampleJvm sample = new SampleJvm("-Dratelimit.status=200", "--port", "0")) {
            assertThat(sample.exitCode()).isEqualTo(2);
            assertThat(sample.errors()).contains("system property ratelimit.status");
        }
    }

    @Test
    void endsWithCode2ForAFlagItDoesNotKnow() throws IOException {
        assertRefused("--prot is not a flag; accepted are --port, ", "--prot", "80");
    }

    @Test
    void endsWithCode2WhenThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertRefused("--port " + port + " cannot be listened on (", "--port", Integer.toString(port));
        }
    }

    @Test
    void listsEveryFaultOfTheRulesAndEndsWithCode2() throws IOException {
        String faulty = """
                {"rules": [{"id": "a", "key": ["usr"], "limits": ["100/1m"]},
                           {"id": "b", "key": ["ip"], "limits": [{"algorithm": "tokn"}]}]}
                """;
        Path rules = Files.writeString(directory.resolve("rules.json"), faulty);
        try (SampleJvm sample = new SampleJvm("--port", "0", "--rules", rules.toString())) {
            assertThat(sample.exitCode()).isEqualTo(2);
            assertThat(sample.errors().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).contains(rules.toString()),
                            line -> assertThat(line)
                                    .startsWith("  rules[0].key")
                                    .contains("usr"),
                            line -> assertThat(line)
                                    .startsWith("  rules[1].limits[0].algorithm")
                                    .contains("tokn"));
        }
    }

    @Test
    void explainsItselfOnRequest() throws IOException {
        try (SampleJvm sample = new SampleJvm("--help")) {
            assertThat(sample.exitCode()).isZero();
            assertThat(sample.output()).contains("--redis-addr");
        }
    }

    private static void assertRefused(String start, String... flags) throws IOException {
        try (SampleJvm sample = new SampleJvm(flags)) {
            assertThat(sample.exitCode()).isEqualTo(2);
            assertThat(sample.errors()).startsWith(start);
            assertThat(sample.errors().lines()).hasSize(1);
            assertThat(sample.output()).isEmpty();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
