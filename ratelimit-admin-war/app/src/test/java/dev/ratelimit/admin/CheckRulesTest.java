package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckRulesTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void acceptsRulesThatAreMeantAsTheyAreWritten() throws IOException {
        assertThat(check("{\"id\": \"a\", \"limits\": [\"1/s\"]}")).isZero();
        assertThat(text()).endsWith("rules.json: 1 rule, no faults\n");
    }

    @Test
    void tellsWhatIsOdd() throws IOException {
        assertThat(check("{\"id\": \"a\", \"cost\": 5, \"limits\": [\"1/s\"]}")).isEqualTo(1);
        assertThat(text()).contains("1 rule, no faults, but\n  rule a: refuses every request");
    }

    @Test
    void tellsWhatIsOddAboutPlans() throws IOException {
        Path file = Files.writeString(
                directory.resolve("rules.json"),
                "{\"rules\": [{\"id\": \"a\", \"limits\": [\"1/s\"]}], \"plans\": {\"pro\": {\"overrides\": {\"b\": [\"9/s\"]}}}}");
        assertThat(run(file)).isEqualTo(1);
        assertThat(text()).contains("\n  rule b: there is no such rule here, but plan pro has limits for it");
    }

    @Test
    void tellsWhatIsWrong() throws IOException {
        assertThat(check("{\"id\": \"a b\"}")).isEqualTo(1);
        assertThat(text()).contains("rules[0].id", "rules[0].limits");
    }

    private int check(String rule) throws IOException {
        Path file = Files.writeString(directory.resolve("rules.json"), "{\"rules\": [" + rule + "]}");
        return run(file);
    }

    private int run(Path file) {
        return CheckRules.run(file.toString(), new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
