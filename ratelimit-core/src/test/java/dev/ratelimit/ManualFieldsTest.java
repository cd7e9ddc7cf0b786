package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleJson;
import dev.ratelimit.rule.RulesException;
import dev.ratelimit.rule.RulesFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of fields in docs/rules.md leave none out, and their defaults, ranges and examples are so. */
class ManualFieldsTest {

    private static final Pattern RANGE = Pattern.compile("^([\\d,^]+) to ([\\d,^]+)(?:$|[,;] .*)");
    private static final String PLAIN = "\"id\": \"a\", \"limits\": [\"100/1m\"]";

    /** A limit for each field of one, without the field. */
    private static final Map<String, String> LIMITS = Map.of(
            "algorithm", "'limit': 5, 'window': '1m'",
            "name", "'algorithm': 'token', 'limit': 5, 'window': '1m'",
            "capacity", "'algorithm': 'token', 'refill_rate': 100000000",
            "refill_rate", "'algorithm': 'token', 'capacity': 5",
            "leak_rate", "'algorithm': 'leaky', 'capacity': 5",
            "limit", "'algorithm': 'token', 'window': '400d'",
            "window", "'algorithm': 'token', 'limit': 5",
            "burst", "'algorithm': 'token', 'limit': 100000000, 'window': '1s'",
            "calendar", "'algorithm': 'fixed_window', 'limit': 5");

    static List<List<String>> fields() {
        return RulesManual.table("field").stream()
                .filter(row -> row.size() == 5)
                .toList();
    }

    static List<List<String>> fieldsOfLimits() {
        return RulesManual.table("field of a limit");
    }

    static List<List<String>> fieldsOfCalendars() {
        return RulesManual.table("field").stream()
                .filter(row -> row.size() == 3 && !row.get(0).equals("`calendar`"))
                .toList();
    }

    @Test
    void tellsEveryFieldThatARuleOrALimitHas() {
        List<String> written = new ArrayList<>();
        RuleJson.write(rule(PLAIN + ", \"when\": {\"path\": \"/a\"}"))
                .fieldNames()
                .forEachRemaining(written::add);
        assertThat(fields()).extracting(ManualFieldsTest::name).containsExactlyElementsOf(written);

        List<String> told = fieldsOfLimits().stream()
                .flatMap(row -> RulesManual.code(row.get(0)).stream())
                .toList();
        assertThatThrownBy(() -> rule("\"id\": \"a\", \"limits\": [{\"x\": 1}]"))
                .hasMessageContaining("max_tokens")
                .satisfies(refused -> assertThat(refused.getMessage()
                                .replaceAll("(?s).*\"?x\"? is not known.*accepted are ([^\n]*).*", "$1"))
                        .satisfies(known -> assertThat(List.of(known.split(", ")))
                                .filteredOn(word -> !word.equals("max_tokens"))
                                .containsExactlyInAnyOrderElementsOf(told)));
        assertThat(fieldsOfCalendars()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldOfARuleIsAsItIsTold(List<String> row) {
        String field = "\"" + name(row) + "\": ";
        if (row.get(1).equals("required")) {
            String others = PLAIN.replaceAll(field + "(\\[.*]|\"a\"),? ?", "");
            assertThatThrownBy(() -> rule(others.replaceAll(", $", "")))
                    .hasMessageContaining("rules[0]." + name(row))
                    .hasMessageContaining("missing");
            return;
        }
        Rule plain = rule(PLAIN);
        RulesManual.code(row.get(1))
                .forEach(value -> assertThat(rule(PLAIN + ", " + field + value)).isEqualTo(plain));
        assertThat(rule(PLAIN + ", " + field + RulesManual.code(row.get(3)).get(0)))
                .isNotEqualTo(plain);
        checkRange(row.get(2), value -> rule(PLAIN + ", " + field + value));
    }

    @ParameterizedTest
    @MethodSource("fieldsOfLimits")
    void aFieldOfALimitIsAsItIsTold(List<String> row) {
        for (String name : RulesManual.code(row.get(0))) {
            if (!LIMITS.containsKey(name)) {
                continue;
            }
            String others = LIMITS.get(name).replace('\'', '"') + ", \"" + name + "\": ";
            assertThat(limit(others + RulesManual.code(row.get(3)).get(0))).isNotNull();
            checkRange(row.get(2), value -> limit(others + value));
        }
        if (name(row).equals("algorithm")) {
            String others = LIMITS.get("algorithm").replace('\'', '"') + ", \"algorithm\": ";
            RulesManual.code(row.get(2))
                    .forEach(word ->
                            assertThat(limit(others + "\"" + word + "\"")).isNotNull());
        }
    }

    @Test
    void aLimitIsItsOwnBurst() {
        String minute = LIMITS.get("burst").replace('\'', '"');
        assertThat(limit(minute + ", \"burst\": 100000000")).isEqualTo(limit(minute));
    }

    @ParameterizedTest
    @MethodSource("fieldsOfCalendars")
    void aFieldOfACalendarHasTheDefaultThatIsTold(List<String> row) {
        String unit = row.get(0).replaceAll("`zone`|.* ", "");
        String calendar = LIMITS.get("calendar").replace('\'', '"') + ", \"calendar\": \""
                + (unit.isEmpty() ? "day" : unit) + "\"";
        String field = ", \"" + name(row) + "\": ";
        assertThat(limit(calendar + field + RulesManual.code(row.get(1)).get(0)))
                .isEqualTo(limit(calendar));
    }

    private interface Reader {
        Rule read(long value);
    }

    private static void checkRange(String accepted, Reader reader) {
        for (MatchResult range : RANGE.matcher(accepted).results().toList()) {
            long least = number(range.group(1));
            long most = number(range.group(2));
            assertThat(reader.read(least)).isNotEqualTo(reader.read(most));
            assertThatThrownBy(() -> reader.read(least - 1)).isInstanceOf(RulesException.class);
            assertThatThrownBy(() -> reader.read(most + 1)).isInstanceOf(RulesException.class);
        }
    }

    private static long number(String text) {
        return text.startsWith("10^")
                ? (long) Math.pow(10, Integer.parseInt(text.substring(3)))
                : Long.parseLong(text.replace(",", ""));
    }

    private static String name(List<String> row) {
        return RulesManual.code(row.get(0)).get(0);
    }

    private static Rule limit(String fields) {
        return rule("\"id\": \"a\", \"limits\": [{" + fields + "}]");
    }

    private static Rule rule(String fields) {
        return RulesFile.parse("{\"rules\": [{" + fields + "}]}").rules().get(0);
    }
}
