package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratelimit.embedded.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs docs/admin.md: each block of sh, in order, must print the block after it. Instants may be any. */
class ManualTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path MANUAL = ROOT.resolve("docs/admin.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\n(?<command>.*?)```\n+```(?<kind>text|json)\n(?<output>.*?)```", Pattern.DOTALL);

    /** A line that begins with a call; of several lines each is one, but for those within quotes. */
    private static final Pattern CURL = Pattern.compile("^(curl (?:'[^']*'|[^'\n])*)$", Pattern.MULTILINE);

    private record Example(String command, String kind, String output) {}

    @Test
    void everyExamplePrintsWhatItSays() throws Exception {
        Assumptions.assumeTrue(
                "true".equals(System.getenv("CI")) || run("command -v curl").startsWith("/"), "there is no curl");
        try (RedisServer redis = RedisServer.start();
                AdminServer server = AdminServer.start(
                        Map.of("access", "open", "redisAddr", redis.address(), "checkBudget", "10s"));
                Relay relay = new Relay(server)) {
            for (Example example : examples()) {
                String printed = run(example.command().replace("127.0.0.1:8080", "127.0.0.1:" + relay.port()));
                assertThat(relay.failures()).as(example.command()).isEmpty();
                assertThat(comparable(printed, example.kind()))
                        .as(example.command())
                        .isEqualTo(comparable(example.output(), example.kind()));
            }
        }
    }

    /** Whatever it answers, which depends on the day. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/analytics.md", "docs/simulator.md"})
    void everyCallOfOtherManualsIsAnswered(String manual) throws Exception {
        List<String> calls = CURL.matcher(Files.readString(ROOT.resolve(manual)))
                .results()
                .map(call -> call.group(1))
                .toList();
        assertThat(calls).isNotEmpty();
        try (RedisServer redis = RedisServer.start();
                AdminServer server = AdminServer.start(
                        Map.of("access", "open", "redisAddr", redis.address(), "checkBudget", "10s"));
                Relay relay = new Relay(server)) {
            for (String call : calls) {
                String status = run(call.replace("127.0.0.1:8080", "127.0.0.1:" + relay.port())
                        .replaceFirst("^curl ", "curl -s -o /dev/null -w '%{http_code}' "));
                assertThat(relay.failures()).as(call).isEmpty();
                assertThat(status).as(call).isEqualTo("200");
            }
        }
    }

    @Test
    void everyEndpointHasAnExample() throws IOException {
        List<Example> examples = examples();
        for (Routes.Route route : Routes.all()) {
            Pattern call = Pattern.compile("127\\.0\\.0\\.1:8080" + place(route.path()) + "['?]");
            assertThat(examples)
                    .as(route.method() + " " + route.path())
                    .anyMatch(example -> call.matcher(example.command()).find()
                            && method(example.command()).equals(route.method()));
        }
    }

    /** A path with anything in its places. */
    private static String place(String path) {
        return ("\\Q" + path + "\\E").replaceAll("\\{[^}]*}", "\\\\E[^'?]+\\\\Q");
    }

    private static String method(String command) {
        Matcher method = Pattern.compile("-X ([A-Z]+)").matcher(command);
        return method.find() ? method.group(1) : command.contains(" -d ") ? "POST" : "GET";
    }

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher found = EXAMPLE.matcher(Files.readString(MANUAL));
        while (found.find()) {
            examples.add(new Example(found.group("command"), found.group("kind"), found.group("output")));
        }
        assertThat(examples).hasSizeGreaterThan(8);
        return examples;
    }

    private static String comparable(String output, String kind) throws IOException {
        String timeless = output.replace("\r", "")
                .replaceAll("\\b1[0-9]{9}\\b", "1000000000")
                .replaceAll("\\b20[0-9-]{8}T[0-9:]{8}Z", "2026-01-01T00:00:00Z");
        return kind.equals("json") ? new ObjectMapper().readTree(timeless).toPrettyString() : timeless.strip();
    }

    private static String run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", "-c", command).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS))
                .as("ended: " + command)
                .isTrue();
        return output;
    }
}
