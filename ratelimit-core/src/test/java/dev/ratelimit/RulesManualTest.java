package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.Surroundings;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of docs/rules.md is read, and every condition asked for the requests beside it. */
class RulesManualTest {

    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| `(\\{.*})` \\| `(.*)` \\| `(.*)` \\|$", Pattern.MULTILINE);
    private static final Pattern KEY = Pattern.compile("^\\| `(\\[?\".*)` \\|", Pattern.MULTILINE);

    record Row(String condition, String holds, String fails) {}

    static List<String> examples() throws IOException {
        return JSON.matcher(manual()).results().map(match -> match.group(1)).toList();
    }

    static List<Row> conditions() throws IOException {
        return ROW.matcher(manual())
                .results()
                .map(match -> new Row(match.group(1), match.group(2), match.group(3)))
                .toList();
    }

    static List<String> keys() throws IOException {
        return KEY.matcher(manual()).results().map(match -> match.group(1)).toList();
    }

    @Test
    void findsWhatItIsToCheck() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(4);
        assertThat(conditions()).hasSizeGreaterThan(12);
        assertThat(keys()).hasSizeGreaterThan(6);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isUnderstood(String json) {
        boolean file = json.contains("\"rules\"");
        assertThat(RulesFile.parse(file ? json : "{\"rules\": [" + json + "]}").rules())
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isAKey(String key) {
        assertThat(rule("\"key\": " + key)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void holdsForOneRequestAndNotForTheOther(Row row) {
        Rule rule = rule("\"when\": " + row.condition());
        assertThat(rule.when().holds(facts(row.holds()))).as(row.holds()).isTrue();
        assertThat(rule.when().fails(facts(row.fails()))).as(row.fails()).isTrue();
    }

    private static Rule rule(String field) {
        return RulesFile.parse("{\"rules\": [{\"id\": \"a\", \"limits\": [\"1/s\"], " + field + "}]}")
                .rules()
                .get(0);
    }

    /** {@code GET /a?b=c; header X: y; cookie n=v; from ADDRESS; user ID; plan NAME; app NAME; attribute n=v; at INSTANT}. */
    private static RequestFacts facts(String text) {
        String[] parts = text.split("; ", -1);
        String[] line = parts[0].split("[ ?=]", -1);
        TestRequest request = new TestRequest(line[0], line[1]);
        if (line.length > 2) {
            request.query(line[2], line[3]);
        }
        String app = null;
        String plan = null;
        Instant now = Instant.EPOCH;
        for (String part : List.of(parts).subList(1, parts.length)) {
            String[] words = part.split(": | |=", -1);
            switch (words[0]) {
                case "header" -> request.header(words[1], words[2]);
                case "cookie" -> request.cookie(words[1], words[2]);
                case "attribute" -> request.attribute(words[1], words[2]);
                case "from" -> request.from(words[1]);
                case "user" -> request.principal(words[1]);
                case "plan" -> plan = words[1];
                case "app" -> app = words[1];
                case "at" -> now = Instant.parse(words[1]);
                default -> throw new IllegalArgumentException(part);
            }
        }
        String known = plan;
        return new RequestFacts(request, Identification.defaults())
                .in(new Surroundings(app, InstantSource.fixed(now), user -> known));
    }

    private static String manual() throws IOException {
        return Files.readString(Path.of("..", "docs", "rules.md"));
    }
}
