package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Overrides;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleJson;
import dev.ratelimit.rule.RulesException;
import dev.ratelimit.rule.RulesFile;
import dev.ratelimit.user.Customisation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                .filter(row -> row.size() == 4 && !row.get(0).equals("`calendar`"))
                .toList();
    }

    @Test
    void tellsEveryFieldThatARuleOrALimitHas() {
        List<String> written = new ArrayList<>();
        RuleJson.write(rule(PLAIN + ", \"when\": {\"path\": \"/a\"}, \"count_when\": \"401\""))
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
            String without = others.replaceAll(", $", "");
            assertThat(rule(without + ", " + field
                            + RulesManual.code(row.get(3)).get(0)))
                    .isNotNull();
            assertThatThrownBy(() -> rule(without))
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
        assertThat(limit(calendar + field + RulesManual.code(row.get(3)).get(0)))
                .isNotEqualTo(limit(calendar));
    }

    static List<List<String>> fieldsOfTimes() {
        return RulesManual.table("field of a time");
    }

    @ParameterizedTest
    @MethodSource("fieldsOfTimes")
    void aFieldOfATimeIsAsItIsTold(List<String> row) {
        String others = name(row).equals("days") ? "\"from\": \"07:00\"" : "\"days\": \"SAT\"";
        String field = ", \"" + name(row) + "\": ";
        Rule plain = time(others);
        assertThat(time(others + field + RulesManual.code(row.get(1)).get(0))).isEqualTo(plain);
        assertThat(time(others + field + RulesManual.code(row.get(3)).get(0))).isNotEqualTo(plain);
    }

    private static Rule time(String fields) {
        return rule(PLAIN + ", \"when\": {\"time\": {" + fields + "}}");
    }

    @Test
    void tellsEveryFieldOfATime() {
        assertKnown(() -> time("\"x\": 1"), fieldsOfTimes());
    }

    static List<List<String>> fieldsOfCountWhen() {
        return RulesManual.table("field of `count_when`");
    }

    @Test
    void aFieldOfCountWhenIsAsItIsTold() {
        List<List<String>> told = fieldsOfCountWhen();
        assertKnown(() -> countWhen("\"status\": 401, \"x\": 1"), told);
        String status = "\"status\": " + RulesManual.code(told.get(0).get(3)).get(0);
        assertThatThrownBy(() -> countWhen("\"reserve\": true")).hasMessageContaining("status: missing");
        List<String> reserve = told.get(1);
        String field = status + ", \"reserve\": ";
        assertThat(countWhen(field + RulesManual.code(reserve.get(1)).get(0))).isEqualTo(countWhen(status));
        assertThat(countWhen(field + RulesManual.code(reserve.get(3)).get(0))).isNotEqualTo(countWhen(status));
    }

    @Test
    void theShortFormOfCountWhenIsWhatItIsToldToBe() {
        List<String> forms = RulesManual.code(RulesManual.text()
                .lines()
                .filter(line -> line.contains(" is short for "))
                .findFirst()
                .orElseThrow());
        assertThat(rule(PLAIN + ", " + forms.get(0))).isEqualTo(rule(PLAIN + ", " + forms.get(1)));
    }

    private static Rule countWhen(String fields) {
        return rule(PLAIN + ", \"count_when\": {" + fields + "}");
    }

    static List<List<String>> fieldsOfRecords() {
        return RulesManual.table("field of a record");
    }

    @ParameterizedTest
    @MethodSource("fieldsOfRecords")
    void aFieldOfARecordIsAsItIsTold(List<String> row) {
        String field = "{\"" + name(row) + "\": ";
        RulesManual.code(row.get(1))
                .forEach(value -> assertThat(record(field + value + "}")).isEqualTo(Customisation.NONE));
        assertThat(record(field + RulesManual.code(row.get(3)).get(0) + "}")).isNotEqualTo(Customisation.NONE);
    }

    private static Customisation record(String json) {
        try {
            return Customisation.parse("alice", new ObjectMapper().readTree(json), Limit.perMinute(100));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    @Test
    void tellsEveryFieldOfARecord() {
        List<List<String>> told = fieldsOfRecords();
        assertThat(told)
                .extracting(ManualFieldsTest::name)
                .containsExactly("plan", "limits", "overrides", "until", "note");
    }

    @Test
    void aPlanIsAsItIsTold() {
        List<List<String>> told = RulesManual.table("field of a plan");
        String name = RulesManual.code(told.get(0).get(3)).get(0);
        String overrides = RulesManual.code(told.get(1).get(3)).get(0);
        String until = RulesManual.code(told.get(2).get(3)).get(0);
        assertThat(plan(name, "{}").overrides().byRule()).isEmpty();
        Overrides.Entry endless = entry(plan(name, "{\"overrides\": " + overrides + "}"));
        assertThat(endless.limits()).containsExactly(Limit.perMinute(200));
        assertThat(endless.until()).isNull();
        Overrides.Entry ended = entry(
                plan(name, "{\"overrides\": {\"search\": {\"limits\": [\"200/1m\"], \"until\": " + until + "}}}"));
        assertThat(ended.until()).isEqualTo(Instant.parse(until.replace("\"", "")));
    }

    private static Overrides.Entry entry(Plan plan) {
        return plan.overrides().byRule().get("search");
    }

    private static Plan plan(String name, String json) {
        return RulesFile.parse("{\"rules\": [], \"plans\": {" + name + ": " + json + "}}")
                .plans()
                .get(0);
    }

    /** What a row says that is no plain range of numbers: what is just accepted, and what is not. */
    private static Map<String, Bounds> bounds() {
        Function<String, Object> rule = fields -> rule(PLAIN + ", " + fields);
        Function<String, Object> limits = list -> rule("\"id\": \"a\", \"limits\": " + list);
        Function<String, Object> window =
                text -> limit("\"algorithm\": \"token\", \"limit\": 5, \"window\": \"" + text + "\"");
        Function<String, Object> id = text -> rule("\"id\": \"" + text + "\", \"limits\": [\"100/1m\"]");
        Function<String, Object> name =
                text -> limit("\"algorithm\": \"token\", \"limit\": 5, \"window\": \"1m\", \"name\": \"" + text + "\"");
        Map<String, Bounds> bounds = new HashMap<>();
        bounds.put("id", new Bounds("1 to 64 of `A-Z a-z 0-9 . _ -`", id, "x".repeat(64), "x".repeat(65)));
        bounds.put("name", new Bounds("1 to 64 of `A-Z a-z 0-9 . _ -`", name, "x".repeat(64), "x".repeat(65)));
        bounds.put(
                "description",
                new Bounds(
                        "at most 1,000 characters",
                        rule,
                        "\"description\": \"" + "x".repeat(1_000) + "\"",
                        "\"description\": \"" + "x".repeat(1_001) + "\""));
        bounds.put(
                "count_when",
                new Bounds(
                        "statuses](#only-some-responses), `100` to `599`, and classes of them, `1xx` to `5xx`",
                        rule,
                        "\"count_when\": [100, 599, \"1xx\", \"5xx\"]",
                        "\"count_when\": 600"));
        bounds.put(
                "key",
                new Bounds(
                        "one to four",
                        rule,
                        "\"key\": [\"user\", \"ip\", \"path\", \"header:A\"]",
                        "\"key\": [\"user\", \"ip\", \"path\", \"header:A\", \"header:B\"]"));
        bounds.put("limits", new Bounds("1 to 16", limits, several(16), several(17)));
        bounds.put("window", new Bounds("1 ms to 400 days", window, "400d", "401d"));
        Function<String, Object> rate =
                number -> limit("\"algorithm\": \"token\", \"capacity\": 5, \"refill_rate\": " + number);
        bounds.put("refill_rate", new Bounds("a number above 0", rate, "0.0001", "0"));
        bounds.put(
                "note",
                new Bounds(
                        "at most 1,000 characters",
                        ManualFieldsTest::record,
                        "{\"note\": \"" + "x".repeat(1_000) + "\"}",
                        "{\"note\": \"" + "x".repeat(1_001) + "\"}"));
        bounds.put(
                "plan",
                new Bounds(
                        "1 to 64 of `A-Z a-z 0-9 . _ -`",
                        ManualFieldsTest::record,
                        "{\"plan\": \"" + "x".repeat(64) + "\"}",
                        "{\"plan\": \"" + "x".repeat(65) + "\"}"));
        return bounds;
    }

    private record Bounds(String told, Function<String, Object> reader, String inside, String outside) {}

    private static String several(int limits) {
        return IntStream.range(0, limits)
                .mapToObj(i -> "{\"algorithm\": \"token\", \"name\": \"n" + i + "\", \"limit\": 5, \"window\": \"1m\"}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    @Test
    void whatIsNoPlainRangeEndsWhereItIsTold() {
        assertThat(bounds()).allSatisfy((field, told) -> {
            assertThat(told.reader().apply(told.inside())).isNotNull();
            assertThatThrownBy(() -> told.reader().apply(told.outside())).isInstanceOf(RulesException.class);
        });
    }

    @Test
    void aWindowIsAsShortAndAsLongAsItIsTold() {
        String window = LIMITS.get("window").replace('\'', '"') + ", \"window\": ";
        List.of("\"1ms\"", "\"400d\"")
                .forEach(text -> assertThat(limit(window + text)).isNotNull());
        List.of("\"0ms\"", "\"34560000001ms\"")
                .forEach(text -> assertThatThrownBy(() -> limit(window + text)).isInstanceOf(RulesException.class));
    }

    @Test
    void aPatternOfAPathIsAsLongAsItIsTold() {
        assertThat(RulesManual.text()).contains("A pattern has at most 1,000 characters.");
        String path = PLAIN + ", \"when\": {\"path\": \"/";
        assertThat(rule(path + "x".repeat(999) + "\"}")).isNotNull();
        assertThatThrownBy(() -> rule(path + "x".repeat(1_000) + "\"}")).isInstanceOf(RulesException.class);
    }

    @Test
    void aCalendarHasTheWordsThatAreTold() {
        List<String> row = RulesManual.table("field").stream()
                .filter(cells -> cells.get(0).equals("`calendar`"))
                .findFirst()
                .orElseThrow();
        String calendar = LIMITS.get("calendar").replace('\'', '"') + ", \"calendar\": ";
        List<String> words = RulesManual.code(row.get(2));
        assertThat(words).contains("day", "week", "month");
        words.subList(0, 3)
                .forEach(
                        word -> assertThat(limit(calendar + "\"" + word + "\"")).isNotNull());
        assertThat(limit(calendar + RulesManual.code(row.get(3)).get(0))).isNotNull();
    }

    /** Times, zones and offsets have no end of their own. */
    @Test
    void noRangeIsLeftUntried() {
        Stream.of(fields(), fieldsOfLimits(), fieldsOfRecords())
                .flatMap(List::stream)
                .filter(row -> row.get(2).matches(".*(\\d| to ).*"))
                .filter(row -> !RANGE.matcher(row.get(2)).find())
                .filter(row -> !name(row).equals("until"))
                .forEach(row -> assertThat(bounds())
                        .extractingByKey(name(row))
                        .satisfies(bounds -> assertThat(row.get(2)).contains(bounds.told())));
    }

    @ParameterizedTest
    @CsvSource({"month,1,31", "week,1,7", "day,0,23"})
    void anAnchorEndsWhereItIsTold(String unit, int least, int most) {
        String calendar = LIMITS.get("calendar").replace('\'', '"') + ", \"calendar\": \"" + unit + "\", \"anchor\": ";
        assertThat(fieldsOfCalendars())
                .filteredOn(row -> row.get(0).endsWith(unit))
                .singleElement()
                .satisfies(row -> assertThat(row.get(2)).contains("`" + least + "`", "`" + most + "`"));
        assertThat(limit(calendar + least)).isNotEqualTo(limit(calendar + most));
        assertThatThrownBy(() -> limit(calendar + (least - 1))).isInstanceOf(RulesException.class);
        assertThatThrownBy(() -> limit(calendar + (most + 1))).isInstanceOf(RulesException.class);
    }

    private static void assertKnown(ThrowingCallable refused, List<List<String>> told) {
        assertThatThrownBy(refused)
                .satisfies(fault -> told.forEach(row -> assertThat(fault.getMessage()
                                .replaceAll("(?s).*accepted are ([^\n]*).*", "$1")
                                .split(", "))
                        .contains(name(row))
                        .hasSize(told.size())));
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
