package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a rules file is told with its place, its value and what would be accepted. */
class FaultyRulesTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource({"files", "rules", "keys", "conditions", "tokenLimits", "otherLimits", "calendars", "plans"})
    void tellsThePlaceTheValueAndWhatIsAccepted(String json, String path, List<String> words) {
        List<Fault> faults = faults(json);

        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo(path);
            assertThat(fault.message()).contains(words);
        });
    }

    static Stream<Arguments> files() {
        return Stream.of(
                fault("", "", "nothing is not a rules file", "accepted is an object with rules"),
                fault("[]", "", "[] is not a rules file", "accepted is an object with rules"),
                fault("\"rules\"", "", "\"rules\" is not a rules file"),
                fault("null", "", "null is not a rules file"),
                fault("{}", "rules", "missing", "accepted are a list of rules"),
                fault("{\"rules\": {}}", "rules", "{} is not a list", "accepted is a list of rules"),
                fault("{\"rules\": null}", "rules", "null is not a list"),
                fault("{\"rules\": [], \"rule\": []}", "rule", "did you mean \"rules\"?", "accepted are rules"),
                fault("{\"rules\": [7]}", "rules[0]", "7 is not a rule", "accepted is an object with id, "),
                fault("{\"rules\": [[]]}", "rules[0]", "[] is not a rule"),
                fault(
                        "{\"rules\": [}",
                        "",
                        "line 1, column 12",
                        "Unexpected close marker '}'",
                        "starting at [line: 1, column: 11]"),
                fault("{\n  \"rules\": [],\n}", "", "line 3, column 1", "Unexpected character ('}'"),
                fault("{\"rules\": []", "", "line 1, column 13", "Unexpected end-of-input"),
                fault("{\"rules\": [], \"rules\": []}", "", "line 1, column 22", "\"rules\" is there twice"),
                fault("{\"rules\": []} {}", "", "line 1, column 15", "more than one value"),
                fault("{'rules': []}", "", "line 1, column 2", "Unexpected character"),
                fault("{\"rules\": [] /* none */}", "", "line 1, column 14", "comment"),
                fault("{\"rules\": [NaN]}", "", "line 1", "NaN"),
                fault("{\"rules\": " + "[".repeat(60) + "]".repeat(60) + "}", "", "nesting depth", "50"),
                fault("{\"rules\": [" + "0,".repeat(10_000) + "0]}", "rules", "10001 rules", "at most 10,000"),
                fault(
                        "{\"rules\": [" + RULE + ", " + RULE + "]}",
                        "rules[1].id",
                        "\"a\" is the id of rules[0] as well"));
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                fault(
                        "{\"rules\": [{\"limits\": [\"1/s\"]}]}",
                        "rules[0].id",
                        "missing",
                        "1 to 64 of A-Z a-z 0-9 . _ -"),
                fault("{\"rules\": [{\"id\": 7, \"limits\": [\"1/s\"]}]}", "rules[0].id", "7 is not a text", "1 to 64"),
                fault(
                        "{\"rules\": [{\"id\": \"\", \"limits\": [\"1/s\"]}]}",
                        "rules[0].id",
                        "\"\" is not an id",
                        "1 to 64"),
                fault(
                        "{\"rules\": [{\"id\": \"a b\", \"limits\": [\"1/s\"]}]}",
                        "rules[0].id",
                        "\"a b\" is not an id",
                        "1 to 64 of A-Z a-z 0-9 . _ -"),
                fault(
                        "{\"rules\": [{\"id\": \"" + "a".repeat(65) + "\", \"limits\": [\"1/s\"]}]}",
                        "rules[0].id",
                        "a\" is not an id",
                        "1 to 64"),
                fault("{\"rules\": [{\"id\": \"a\"}]}", "rules[0].limits", "missing", "100/1m"),
                rule("\"limits\": []", "rules[0].limits", "the list is empty", "100/1m"),
                rule("\"limits\": {}", "rules[0].limits", "{} is not a list", "100/1m"),
                rule("\"limits\": \"100/1m\"", "rules[0].limits", "\"100/1m\" is not a list"),
                more("\"description\": 5", "rules[0].description", "5 is not a text", "at most 1,000 characters"),
                more(
                        "\"description\": \"" + "x".repeat(1_001) + "\"",
                        "rules[0].description",
                        "1001 characters",
                        "1000"),
                more("\"enabled\": \"yes\"", "rules[0].enabled", "\"yes\" is neither true nor false"),
                more("\"final\": 1", "rules[0].final", "1 is neither true nor false"),
                more("\"priority\": \"high\"", "rules[0].priority", "\"high\" is not a number", "0 to 1000000"),
                more("\"priority\": -1", "rules[0].priority", "-1 is out of range", "0 to 1000000"),
                more("\"priority\": 1.5", "rules[0].priority", "1.5 is not a whole number", "0 to 1000000"),
                more("\"priority\": 1e999999999", "rules[0].priority", "1E+999999999 is out of range"),
                more(
                        "\"mode\": \"shadwo\"",
                        "rules[0].mode",
                        "\"shadwo\"",
                        "did you mean \"shadow\"?",
                        "enforce, shadow, off"),
                more("\"mode\": true", "rules[0].mode", "true is not a text", "enforce, shadow, off"),
                more("\"cost\": 0", "rules[0].cost", "0 is out of range", "1 to 1000000000000000"),
                more("\"cost\": null", "rules[0].cost", "null is not a number", "1 to 1000000000000000"),
                more("\"count_when\": \"ok\"", COUNT, "\"ok\" is neither a status nor a class", "401", "1xx to 5xx"),
                more("\"count_when\": \"600\"", COUNT, "\"600\" is neither a status nor a class", "from 100 to 599"),
                more("\"count_when\": \"6xx\"", COUNT, "\"6xx\" is neither a status nor a class", "1xx to 5xx"),
                more("\"count_when\": 99", COUNT, "99 is out of range", "100 to 599"),
                more("\"count_when\": 401.5", COUNT, "401.5 is not a whole number", "100 to 599"),
                more("\"count_when\": null", COUNT, "null is not a text", "401", "1xx to 5xx"),
                more("\"count_when\": []", COUNT, "the list is empty", "401", "1xx to 5xx"),
                more("\"count_when\": [401, true]", COUNT + "[1]", "true is not a text", "401", "1xx to 5xx"),
                more("\"count_when\": [[401]]", COUNT + "[0]", "[401] is not a text", "401", "1xx to 5xx"),
                more("\"count_when\": {\"reserve\": true}", COUNT + ".status", "missing", "401", "1xx to 5xx"),
                more("\"count_when\": {\"status\": []}", COUNT + ".status", "the list is empty", "401"),
                more(
                        "\"count_when\": {\"status\": 401, \"reserve\": \"no\"}",
                        COUNT + ".reserve",
                        "\"no\" is neither true nor false"),
                more(
                        "\"count_when\": {\"statuses\": 401, \"status\": 401}",
                        COUNT + ".statuses",
                        "\"statuses\" is not known in count_when",
                        "did you mean \"status\"?",
                        "accepted are status, reserve"),
                more("\"on_store_failure\": \"open\"", "rules[0].on_store_failure", "\"open\"", "allow, deny, local"),
                more(
                        "\"prioritty\": 5",
                        "rules[0].prioritty",
                        "did you mean \"priority\"?",
                        "accepted are id, description"),
                more("\"colour\": \"red\"", "rules[0].colour", "\"colour\" is not known in a rule;", "accepted are id"),
                more("\"x y\": 1", "rules[0][\"x y\"]", "\"x y\" is not known in a rule", "accepted are id"));
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                more(
                        "\"key\": \"usr\"",
                        "rules[0].key",
                        "\"usr\" is not a key",
                        "did you mean \"user\"?",
                        "header:NAME"),
                more(
                        "\"key\": [\"user\", \"plan\"]",
                        "rules[0].key[1]",
                        "\"plan\" is not a key",
                        "user, ip, path, global"),
                more("\"key\": []", "rules[0].key", "the list is empty", "user, ip, path, global, header:NAME"),
                more("\"key\": 5", "rules[0].key", "5 is not a list", "header:NAME"),
                more("\"key\": [5]", "rules[0].key[0]", "5 is not a text", "header:NAME"),
                more("\"key\": \"attribute:\"", "rules[0].key", "\"\" is not a name"),
                more("\"key\": \"header:\"", "rules[0].key", "\"\" is not the name of a header", "X-Api-Key"),
                more("\"key\": \"header:X Y\"", "rules[0].key", "\"X Y\" is not the name of a header"),
                more("\"key\": [\"user\", \"user\"]", "rules[0].key", "has user twice"),
                more("\"key\": [\"header:A\", \"header:a\"]", "rules[0].key", "has header:a twice"),
                more("\"key\": [\"global\", \"user\"]", "rules[0].key", "global counts everything together"));
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                when("\"/api/**\"", "rules[0].when", "\"/api/**\" is not a condition", "all, any, not, path"),
                when("{}", "rules[0].when", "the condition is empty", "all, any, not, path, method, header, query"),
                when("{\"pth\": \"/a\"}", "rules[0].when.pth", "\"pth\" is not known", "did you mean \"path\"?"),
                when("{\"path\": \"api\"}", "rules[0].when.path", "\"api\" must start with /", "/orders/{id}"),
                when(
                        "{\"path\": [\"/a\", \"/b**\"]}",
                        "rules[0].when.path[1]",
                        "\"/b**\" must have ** alone",
                        "/api/**"),
                when("{\"path\": \"/a{id}\"}", "rules[0].when.path", "must have {name} alone", "\"a{id}\""),
                when("{\"path\": \"/a//b\"}", "rules[0].when.path", "must not contain the segment \"\""),
                when("{\"path\": \"/a/../b\"}", "rules[0].when.path", "must not contain the segment \"..\""),
                when("{\"path\": \"/a?b=1\"}", "rules[0].when.path", "must not contain ?"),
                when("{\"path\": []}", "rules[0].when.path", "the list is empty", "/orders/{id}"),
                when("{\"path\": {}}", "rules[0].when.path", "{} is not a list"),
                when("{\"method\": \"GE T\"}", "rules[0].when.method", "\"GE T\" is not a method", "GET, POST"),
                when("{\"method\": [\"HEAD\"]}", "rules[0].when.method[0]", "\"HEAD\" counts as GET"),
                when(
                        "{\"header\": \"X-Client\"}",
                        "rules[0].when.header",
                        "\"X-Client\" is not an object",
                        "{\"X-Client\""),
                when("{\"header\": {}}", "rules[0].when.header", "{} is empty", "{\"X-Client\""),
                when("{\"header\": {\"A\": 5}}", "rules[0].when.header.A", "5 is not a list", "mobile*"),
                when(
                        "{\"header\": {\"A B\": \"x\"}}",
                        "rules[0].when.header[\"A B\"]",
                        "\"A B\" is not the name of a header"),
                when("{\"query\": {\"\": \"b\"}}", "rules[0].when.query.", "\"\" is not a name", "1 to 200 characters"),
                when("{\"cookie\": \"a\"}", "rules[0].when.cookie", "\"a\" is not an object", "{\"plan\""),
                when("{\"attribute\": {}}", "rules[0].when.attribute", "{} is empty", "{\"tenant\""),
                when("{\"user\": []}", "rules[0].when.user", "the list is empty", "mobile*"),
                when("{\"app\": 5}", "rules[0].when.app", "5 is not a list", "mobile*"),
                when(
                        "{\"resource\": [\"A.a\", 5]}",
                        "rules[0].when.resource[1]",
                        "5 is not a text",
                        "resource methods such as OrdersResource.create or AdminResource.*"),
                when("{\"resource\": []}", "rules[0].when.resource", "the list is empty", "OrdersResource.create"),
                when("{\"resorce\": \"A.a\"}", "rules[0].when.resorce", "did you mean \"resource\"?"),
                when("{\"time\": {}}", "rules[0].when.time", "the time is empty", "days, from, to, zone"),
                when("{\"time\": {\"days\": \"MO\"}}", "rules[0].when.time.days", "\"MO\" is unknown", "MON-FRI"),
                when("{\"time\": {\"days\": \"MON-FOO\"}}", "rules[0].when.time.days", "\"MON-FOO\" is unknown"),
                when("{\"time\": {\"from\": \"8\"}}", "rules[0].when.time.from", "\"8\" is unknown", "08:00"),
                when("{\"time\": {\"to\": \"25:00\"}}", "rules[0].when.time.to", "\"25:00\" is unknown", "24:00"),
                when(
                        "{\"time\": {\"from\": \"08:00\", \"to\": \"08:00\"}}",
                        "rules[0].when.time",
                        "from 08:00 to 08:00 is no span"),
                when(
                        "{\"time\": {\"zone\": \"Mars\"}}",
                        "rules[0].when.time.zone",
                        "\"Mars\" is unknown",
                        "Europe/Berlin"),
                when("{\"time\": {\"day\": \"MON\"}}", "rules[0].when.time.day", "did you mean \"days\"?"),
                when("{\"ip\": \"10.0.0.0/33\"}", "rules[0].when.ip", "33", "0 to 32"),
                when("{\"ip\": [\"localhost\"]}", "rules[0].when.ip[0]", "\"localhost\"", "10.0.0.0/8"),
                when("{\"all\": {}}", "rules[0].when.all", "{} is not a list", "conditions"),
                when("{\"any\": []}", "rules[0].when.any", "the list is empty", "conditions"),
                when(
                        "{\"any\": [{\"path\": \"/a\"}, {\"path\": \"b\"}]}",
                        "rules[0].when.any[1].path",
                        "\"b\" must start"),
                when("{\"not\": [{\"path\": \"/a\"}]}", "rules[0].when.not", "is not a condition"),
                when("{\"all\": [{\"not\": {\"ip\": \"x\"}}]}", "rules[0].when.all[0].not.ip", "\"x\"", "10.0.0.0/8"));
    }

    static Stream<Arguments> tokenLimits() {
        return Stream.of(
                limit("\"100\"", "rules[0].limits[0]", "\"100\" is not a limit", "100/1m"),
                limit("\"0/1m\"", "rules[0].limits[0]", "\"0/1m\"", "above 0"),
                limit("100", "rules[0].limits[0]", "100 is not a limit", "algorithm"),
                limit("{}", "rules[0].limits[0].algorithm", "missing", "token, leaky, fixed_window"),
                limit(
                        "{\"algorithm\": \"tokn\"}",
                        "rules[0].limits[0].algorithm",
                        "did you mean \"token\"?",
                        "token, leaky"),
                limit("{\"algorithm\": 1}", "rules[0].limits[0].algorithm", "1 is not a text", "token, leaky"),
                token("\"refill_rate\": 5", "rules[0].limits[0].capacity", "missing", "1 to 1000000000000000"),
                token("\"capacity\": 5", "rules[0].limits[0].refill_rate", "missing", "units per second above 0"),
                token(
                        "\"capacity\": -5, \"refill_rate\": 1",
                        "rules[0].limits[0].capacity",
                        "-5 is out of range",
                        "1 to "),
                token(
                        "\"capacity\": \"5\", \"refill_rate\": 1",
                        "rules[0].limits[0].capacity",
                        "\"5\" is not a number"),
                token(
                        "\"capacity\": 2.5, \"refill_rate\": 1",
                        "rules[0].limits[0].capacity",
                        "2.5 is not a whole number"),
                token("\"capacity\": 1e15, \"refill_rate\": 1", "rules[0].limits[0]", "400 days"),
                token("\"capacity\": 1e16, \"refill_rate\": 1", "rules[0].limits[0].capacity", "1E+16 is out of range"),
                token("\"capacity\": 5, \"refill_rate\": 0", "rules[0].limits[0].refill_rate", "0", "above 0"),
                token(
                        "\"capacity\": 5, \"refill_rate\": -1e999999999",
                        "rules[0].limits[0].refill_rate",
                        "out of range"),
                token(
                        "\"capacity\": 5, \"refill_rate\": \"1/s\"",
                        "rules[0].limits[0].refill_rate",
                        "\"1/s\" is not a number"),
                token(
                        "\"capacity\": 5, \"refill_rate\": 1e-10",
                        "rules[0].limits[0].refill_rate",
                        "1E-10",
                        "9 decimals"),
                token("\"max_tokens\": 0, \"refill_rate\": 1", "rules[0].limits[0].max_tokens", "0 is out of range"),
                token(
                        "\"max_tokens\": 5, \"capacity\": 5, \"refill_rate\": 1",
                        "rules[0].limits[0].max_tokens",
                        "another word for capacity"),
                token(
                        "\"capacity\": 5, \"leak_rate\": 1, \"refill_rate\": 1",
                        "rules[0].limits[0].leak_rate",
                        "refill_rate"),
                token(
                        "\"capcity\": 5, \"capacity\": 5, \"refill_rate\": 1",
                        "rules[0].limits[0].capcity",
                        "\"capacity\"?"),
                token(
                        "\"capacity\": 5, \"limit\": 5, \"window\": \"1s\"",
                        "rules[0].limits[0].capacity",
                        "beside limit"),
                token(
                        "\"limit\": 5, \"window\": \"1s\", \"burst\": 0",
                        "rules[0].limits[0].burst",
                        "0 is out of range"),
                token(
                        "\"limit\": 5, \"window\": \"1s\", \"name\": \"a b\"",
                        "rules[0].limits[0].name",
                        "\"a b\" is not an id"));
    }

    static Stream<Arguments> otherLimits() {
        return Stream.of(
                fixed("\"window\": \"1m\"", "rules[0].limits[0].limit", "missing", "1 to 1000000000000000"),
                fixed("\"limit\": 5", "rules[0].limits[0].window", "missing", "250ms, 10s", "or a calendar"),
                fixed("\"limit\": 5, \"window\": 60", "rules[0].limits[0].window", "60 is not a text", "250ms, 10s"),
                fixed(
                        "\"limit\": 5, \"window\": \"1 parsec\"",
                        "rules[0].limits[0].window",
                        "\"1 parsec\"",
                        "250ms, 10s"),
                fixed(
                        "\"limit\": 5, \"window\": \"0s\"",
                        "rules[0].limits[0].window",
                        "\"0s\" is out of range",
                        "1ms to 400d"),
                fixed("\"limit\": 5, \"window\": \"401d\"", "rules[0].limits[0].window", "\"401d\"", "1ms to 400d"),
                fixed(
                        "\"limit\": 5, \"window\": \"1m\", \"burst\": 9",
                        "rules[0].limits[0].burst",
                        "fixed_window",
                        "window"),
                fixed("\"limit\": 5, \"window\": \"1m\", \"capacity\": 9", "rules[0].limits[0].capacity", "not known"),
                limit(
                        "{\"algorithm\": \"leaky\", \"capacity\": 5, \"refill_rate\": 1, \"leak_rate\": 1}",
                        "rules[0].limits[0].refill_rate",
                        "a limit of algorithm leaky",
                        "leak_rate"),
                limit(
                        "{\"algorithm\": \"sliding_window_log\", \"limit\": 10001, \"window\": \"1m\"}",
                        "rules[0].limits[0].limit",
                        "10001 is out of range",
                        "1 to 10000"),
                limit(
                        "{\"algorithm\": \"sliding_window_counter\", \"limit\": 5, \"window\": \"300d\"}",
                        "rules[0].limits[0]",
                        "out of range"),
                limit("\"1/s\", \"2/m\"", "rules[0].limits", "several limits are token", "accepted are distinct names"),
                limit("\"1/s\", ".repeat(16) + "\"1/s\"", "rules[0].limits", "17 limits", "1 to 16"));
    }

    static Stream<Arguments> plans() {
        return Stream.of(
                plan("[]", "plans", "[] is not an object", "accepted are plans by name"),
                plan("{\"a b\": {}}", "plans[\"a b\"]", "\"a b\" is not an id", "accepted are 1 to 64"),
                plan("{\"pro\": 7}", "plans.pro", "7 is not a plan", "accepted is an object with overrides"),
                plan(
                        "{\"pro\": {\"overides\": {}}}",
                        "plans.pro.overides",
                        "is not known",
                        "did you mean \"overrides\"?"),
                plan("{\"pro\": {\"overrides\": 1}}", "plans.pro.overrides", "1 is not an object", "limits by rule"),
                override("7", "plans.pro.overrides.search", "7 is not a list", "accepted is a list of limits"),
                override("[]", "plans.pro.overrides.search", "the list is empty", "accepted are limits such as"),
                override("[\"1/x\"]", "plans.pro.overrides.search[0]", "\"1/x\"", "accepted"),
                override(
                        "[\"1/s\", \"2/s\"]",
                        "plans.pro.overrides.search",
                        "several limits are token",
                        "distinct names"),
                override("{\"until\": \"2027-01-01T00:00:00Z\"}", "plans.pro.overrides.search.limits", "missing"),
                override(
                        "{\"limits\": [\"1/s\"], \"until\": \"tomorrow\"}",
                        "plans.pro.overrides.search.until",
                        "\"tomorrow\" is not an instant",
                        "accepted are instants such as"),
                override(
                        "{\"limits\": [\"1/s\"], \"until\": \"1969-01-01T00:00:00Z\"}",
                        "plans.pro.overrides.search.until",
                        "is out of range",
                        "from 1970 to 9999"));
    }

    private static Arguments plan(String plans, String path, String... words) {
        return fault("{\"rules\": [], \"plans\": " + plans + "}", path, words);
    }

    private static Arguments override(String limits, String path, String... words) {
        return plan("{\"pro\": {\"overrides\": {\"search\": " + limits + "}}}", path, words);
    }

    static Stream<Arguments> calendars() {
        return Stream.of(
                calendar(
                        "\"window\": \"1d\", \"calendar\": \"day\"",
                        "window",
                        "\"1d\"",
                        "beside calendar",
                        "one of them"),
                calendar("\"calendar\": \"moon\"", "calendar", "\"moon\" is unknown", "day, week, month"),
                calendar("\"calendar\": \"mnth\"", "calendar", "did you mean \"month\"?"),
                calendar("\"calendar\": null", "calendar", "null is not a text", "day, week, month"),
                calendar(
                        "\"window\": \"1d\", \"zone\": \"UTC\"",
                        "zone",
                        "\"UTC\"",
                        "without a calendar",
                        "day, week, month"),
                calendar(
                        "\"window\": \"1d\", \"anchor\": 5",
                        "anchor",
                        "5 is given without a calendar",
                        "day, week, month"),
                calendar("\"calendar\": \"day\", \"zone\": \"Mars\"", "zone", "\"Mars\" is unknown", "Europe/Berlin"),
                calendar("\"calendar\": \"day\", \"zone\": 1", "zone", "1 is not a text", "Europe/Berlin"),
                calendar("\"calendar\": \"month\", \"anchor\": 0", "anchor", "0 is out of range", "1 to 31"),
                calendar("\"calendar\": \"month\", \"anchor\": 32", "anchor", "32 is out of range", "1 to 31"),
                calendar("\"calendar\": \"month\", \"anchor\": 1.5", "anchor", "1.5 is not a whole number", "1 to 31"),
                calendar(
                        "\"calendar\": \"month\", \"anchor\": \"MON\"", "anchor", "\"MON\" is not a number", "1 to 31"),
                calendar("\"calendar\": \"week\", \"anchor\": 8", "anchor", "8 is out of range", "1 to 7"),
                calendar(
                        "\"calendar\": \"week\", \"anchor\": \"MOON\"",
                        "anchor",
                        "\"MOON\" is unknown",
                        "MON to SUN, or 1 to 7"),
                calendar("\"calendar\": \"day\", \"anchor\": 24", "anchor", "24 is out of range", "0 to 23"),
                calendar(
                        "\"calendar\": \"day\", \"anchor\": \"24:00\"",
                        "anchor",
                        "\"24:00\" is unknown",
                        "06:00",
                        "0 to 23"),
                calendar(
                        "\"calendar\": \"day\", \"anchor\": \"06:00:01\"",
                        "anchor",
                        "06:00:01 is not a whole minute",
                        "23:59"),
                calendar("\"calendar\": \"day\", \"anchor\": true", "anchor", "true is not a text", "06:00", "0 to 23"),
                calendar("\"calender\": \"day\", \"window\": \"1d\"", "calender", "did you mean \"calendar\"?"),
                limit(
                        "{\"algorithm\": \"sliding_window_counter\", \"limit\": 5, \"calendar\": \"day\"}",
                        "rules[0].limits[0].calendar",
                        "\"calendar\" is not known in a limit of algorithm sliding_window_counter",
                        "accepted are algorithm, name, limit, window"),
                token("\"capacity\": 5, \"refill_rate\": 1, \"zone\": \"UTC\"", "rules[0].limits[0].zone", "token"));
    }

    /** A fixed window of five of these fields, one of which is to blame. */
    private static Arguments calendar(String fields, String blamed, String... words) {
        return fixed("\"limit\": 5, " + fields, "rules[0].limits[0]." + blamed, words);
    }

    @Test
    void listsAllFaultsOfAFileTogether() {
        List<Fault> faults = faults("""
                {"rules": [
                  {"id": "a b", "priority": -1, "prioritty": 3, "key": ["usr", "ip"],
                   "when": {"all": [{"path": "x"}, {"method": "G ET"}, {"pth": 1}]},
                   "limits": [{"algorithm": "token", "capacity": 0}, {"algorithm": "leeky"}, "5"]},
                  {"id": "ok", "limits": ["1/s"]},
                  {"id": "ok", "mode": "on", "limits": []}
                ], "planes": {}}
                """);

        assertThat(faults)
                .extracting(Fault::path)
                .containsExactlyInAnyOrder(
                        "planes",
                        "rules[0].id",
                        "rules[0].priority",
                        "rules[0].prioritty",
                        "rules[0].key[0]",
                        "rules[0].when.all[0].path",
                        "rules[0].when.all[1].method",
                        "rules[0].when.all[2].pth",
                        "rules[0].limits[0].capacity",
                        "rules[0].limits[0].refill_rate",
                        "rules[0].limits[1].algorithm",
                        "rules[0].limits[2]",
                        "rules[2].id",
                        "rules[2].mode",
                        "rules[2].limits");
    }

    @Test
    void theMessageHoldsEveryFaultOnALineOfItsOwn() {
        String json = "{\"rules\": [{\"id\": \"a\\nb\\u0000\", \"cost\": 0, \"limits\": [\"1/s\"]}]}";

        RulesException e = catchThrowableOfType(RulesException.class, () -> RulesFile.parse(json));

        assertThat(e.getMessage().lines())
                .containsExactly(
                        "the text has 2 faults:",
                        "  rules[0].id: \"a\uFFFDb\uFFFD\" is not an id; accepted are 1 to 64 of A-Z a-z 0-9 . _ -",
                        "  rules[0].cost: 0 is out of range; accepted are 1 to 1000000000000000");
    }

    @Test
    void longValuesAreCutShort() {
        List<Fault> faults = faults("{\"rules\": [{\"id\": \"" + "x".repeat(100_000) + "\", \"limits\": [\"1/s\"]}]}");

        assertThat(faults)
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.message()).hasSizeLessThan(200).contains("xxx… is too long"));
    }

    private static final String COUNT = "rules[0].count_when";
    private static final String RULE = "{\"id\": \"a\", \"limits\": [\"1/s\"]}";

    private static Arguments fault(String json, String path, String... words) {
        return Arguments.of(json, path, List.of(words));
    }

    /** A file with one rule, of these fields beside its id. */
    private static Arguments rule(String fields, String path, String... words) {
        return fault("{\"rules\": [{\"id\": \"a\", " + fields + "}]}", path, words);
    }

    /** A file with one rule, of these fields beside its id and limits. */
    private static Arguments more(String fields, String path, String... words) {
        return rule("\"limits\": [\"1/s\"], " + fields, path, words);
    }

    private static Arguments when(String condition, String path, String... words) {
        return more("\"when\": " + condition, path, words);
    }

    private static Arguments limit(String limits, String path, String... words) {
        return rule("\"limits\": [" + limits + "]", path, words);
    }

    private static Arguments token(String fields, String path, String... words) {
        return limit("{\"algorithm\": \"token\", " + fields + "}", path, words);
    }

    private static Arguments fixed(String fields, String path, String... words) {
        return limit("{\"algorithm\": \"fixed_window\", " + fields + "}", path, words);
    }

    private static List<Fault> faults(String json) {
        RulesException e = catchThrowableOfType(RulesException.class, () -> RulesFile.parse(json));
        assertThat(e).as("the file is refused").isNotNull();
        return e.faults();
    }
}
