package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleLintTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"all\": [{\"method\": \"GET\"}, {\"method\": [\"POST\", \"PUT\"]}]}",
                "{\"method\": \"GET\", \"not\": {\"method\": [\"GET\", \"POST\"]}}",
                "{\"all\": [{\"path\": \"/a\"}, {\"path\": [\"/b\", \"/c/*\"]}]}",
                "{\"all\": [{\"path\": \"/a/b\"}, {\"not\": {\"path\": \"/a/**\"}}]}",
                "{\"all\": [{\"path\": \"/a/**\"}, {\"not\": {\"path\": \"/**\"}}]}",
                "{\"all\": [{\"ip\": \"10.0.0.0/8\"}, {\"ip\": \"192.0.2.0/24\"}]}",
                "{\"all\": [{\"user\": \"alice\"}, {\"user\": [\"bob\", \"c*\"]}]}",
                "{\"all\": [{\"app\": \"shop\"}, {\"app\": \"bank*\"}]}",
                "{\"all\": [{\"resource\": \"A.a\"}, {\"resource\": [\"A.b\", \"B.*\"]}]}",
                "{\"all\": [{\"resource\": \"A.a\"}, {\"not\": {\"resource\": \"A.*\"}}]}",
                "{\"all\": [{\"header\": {\"A\": \"1\"}}, {\"all\": [{\"header\": {\"a\": \"2\"}}]}]}",
                "{\"any\": [{\"all\": [{\"path\": \"/a\"}, {\"path\": \"/b\"}]}]}",
            })
    void findsConditionsThatNothingMeets(String when) {
        assertThat(findings("{\"id\": \"a\", \"when\": " + when + ", \"limits\": [\"1/s\"]}"))
                .extracting(Finding::kind)
                .containsExactly(Kind.NEVER_MATCHES);
    }

    @Test
    void tellsWhatOnlyAPathOfTwoReadingsMeets() {
        String path =
                "{\"id\": \"a\", \"when\": {\"path\": \"/a\", \"not\": {\"path\": \"/**\"}}, \"limits\": [\"1/s\"]}";
        String other =
                "{\"id\": \"a\", \"when\": {\"path\": \"/a\", \"method\": \"GET\", \"not\": {\"method\": \"GET\"}},"
                        + " \"limits\": [\"1/s\"]}";

        assertThat(findings(path))
                .singleElement()
                .hasToString("rule a: no request can meet its condition, save by a path that can be read in two ways");
        assertThat(findings(other)).singleElement().hasToString("rule a: no request can meet its condition");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"all\": [{\"method\": \"GET\"}, {\"method\": [\"POST\", \"GET\"]}]}",
                "{\"method\": [\"GET\", \"PUT\"], \"not\": {\"method\": \"GET\"}}",
                "{\"all\": [{\"path\": \"/a/*\"}, {\"path\": \"/*/b\"}]}",
                "{\"all\": [{\"path\": \"/a/**\"}, {\"not\": {\"path\": \"/a/b\"}}]}",
                "{\"all\": [{\"ip\": \"10.0.0.0/8\"}, {\"ip\": \"10.1.0.0/16\"}]}",
                "{\"all\": [{\"header\": {\"A\": \"1\"}}, {\"query\": {\"A\": \"2\"}}]}",
                "{\"all\": [{\"app\": \"a\"}, {\"plan\": \"b\"}, {\"user\": \"c\"}]}",
                "{\"all\": [{\"app\": \"a\"}, {\"resource\": \"b\"}, {\"user\": \"b\"}]}",
                "{\"all\": [{\"resource\": \"A.*\"}, {\"resource\": \"*.a\"}]}",
                "{\"any\": [{\"method\": \"GET\"}, {\"method\": \"POST\"}]}",
            })
    void findsNothingInConditionsThatSomethingMeets(String when) {
        assertThat(findings("{\"id\": \"a\", \"when\": " + when + ", \"limits\": [\"1/s\"]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"path\": \"/api/search\"}",
                "{\"path\": [\"/api/a\", \"/api/b/**\"], \"method\": \"GET\"}",
                "{\"any\": [{\"path\": \"/api\"}, {\"path\": \"/api/{id}\"}]}",
            })
    void findsRulesThatAFinalOneKeepsAway(String when) {
        String first =
                "{\"id\": \"first\", \"priority\": 1, \"final\": true, \"when\": {\"path\": \"/api/**\"}, \"limits\": [\"9/s\"]";
        String second = "{\"id\": \"second\", \"when\": " + when + ", \"limits\": [\"1/s\"]}";

        assertThat(findings(first + "}, " + second))
                .singleElement()
                .hasToString(
                        "rule second: no request reaches it, save by a path that can be read in two ways: rule first,"
                                + " which is final, comes before it and applies wherever it does");
        assertThat(findings(first + ", \"mode\": \"shadow\"}, " + second)).isEmpty();
        assertThat(findings(first + ", \"enforce_percent\": 99}, " + second)).isEmpty();
        assertThat(findings(second + ", " + first.replace("1,", "200,") + "}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // final | the rule after it | its condition | found
                "user      | user      |                                     | true",
                "global    | user,path |                                     | true",
                "user      | user,ip   |                                     | true",
                "header:A  | header:A  |                                     | true",
                "header:A  | user      |                                     | false",
                "header:A  | ip        | {'header': {'A': '*'}}              | false",
                "user      | ip        |                                     | false",
                "user      | ip        | {'user': 'a*'}                      | true",
                "user      | global    | {'any': [{'plan': 'p'}, {'user': 'a'}]} | true",
                "user      | global    | {'any': [{'plan': 'p'}, {'path': '/'}]} | false",
                "user      | global    | {'not': {'user': 'a'}}              | false",
                "ip        | user      |                                     | false",
                "ip        | user      | {'path': '/a'}                      | true",
                "ip        | user      | {'not': {'method': 'GET'}}          | true",
                "ip        | user      | {'resource': 'A.*'}                 | true",
                "ip        | user      | {'not': {'resource': 'A.*'}}        | true",
                "user      | ip        | {'resource': 'A.*'}                 | false",
                "ip        | user      | {'not': {'plan': 'p'}}              | false",
                "ip        | user,path |                                     | true",
                "user,path | user      |                                     | false",
                "user,path | user      | {'method': 'GET'}                   | true",
                "user,path | user      | {'any': [{'method': 'GET'}, {'app': 'x'}]} | false",
                "attribute:t | global  | {'attribute': {'t': '1'}}           | true",
                "attribute:t | global  | {'attribute': {'u': '1'}}           | false",
                "attribute:t | global  | {'header': {'t': '1'}}              | false"
            })
    void countsOnAFinalRuleOnlyWhereItsKeyIsThere(String last, String key, @Nullable String when, boolean found) {
        Rule first = Rule.of("first", Key.of(last.split(",")), Limit.perMinute(1))
                .withPriority(1)
                .asLast();
        Rule second = RulesFile.parse("{\"rules\": [" + rule("second", key, when) + "]}")
                .rules()
                .get(0);

        assertThat(RuleLint.findings(RuleSet.of(List.of(first, second)), List.of()))
                .extracting(Finding::kind)
                .isEqualTo(found ? List.of(Kind.SHADOWED) : List.of());
    }

    @Test
    void findsTheOneAmongAsManyFinalRulesAsAFileMayHave() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 9_999; i++) {
            String path = "/tenants/" + i + (i % 2 == 0 ? "" : "/**");
            rules.add(rule("r" + i, 1, Condition.path(path)));
        }
        rules.add(rule("more", 2, Condition.path("/tenants/4711/orders/{id}")));

        assertThat(RuleLint.findings(RuleSet.of(rules), List.of()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("more");
                    assertThat(finding.message()).contains("rule r4711,");
                });
    }

    private static Rule rule(String id, int priority, Condition when) {
        return Rule.of(id, Key.of("ip"), Limit.perMinute(1))
                .withPriority(priority)
                .withCondition(when)
                .asLast();
    }

    @Test
    void findsNothingInARuleThatAFinalOneLeavesSomethingTo() {
        assertThat(findings("{\"id\": \"first\", \"priority\": 1, \"final\": true,"
                        + " \"when\": {\"path\": \"/api/**\", \"method\": \"GET\"}, \"limits\": [\"9/s\"]},"
                        + " {\"id\": \"second\", \"when\": {\"path\": \"/api/**\"}, \"limits\": [\"1/s\"]}"))
                .isEmpty();
    }

    @Test
    void findsCostsThatNoLimitHolds() {
        assertThat(findings("{\"id\": \"a\", \"cost\": 101, \"limits\": [\"100/1m\", \"1000/1h\"]}"
                        .replace("\"100/1m\", \"1000/1h\"", "\"100/1m\"")))
                .extracting(Finding::toString)
                .containsExactly("rule a: refuses every request: its cost 101 is more than its limit 100");
    }

    @Test
    void findsBucketsThatAllCallersShareUnlessThatIsSaid() {
        List<Finding> findings = RuleLint.findings(
                RuleSet.of(List.of(
                        Rule.of("path", Key.of("path"), Limit.perMinute(1)),
                        Rule.of("said", Key.of("global"), Limit.perMinute(1)),
                        Rule.of("both", Key.of("path", "ip"), Limit.perMinute(1)))),
                List.of());

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("path");
            assertThat(finding.kind()).isEqualTo(Kind.SHARED);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "header:User-Agent        |                            | header User-Agent",
                "path,header:accept       | {'plan': 'free'}           | path and header accept",
                "path                     | {'user': 'team-*'}         | path",
                "path                     | {'user': ['alice', 'bob']} | ",
                "header:Host              |                            | ",
                "header:X-Api-Key,path    |                            | ",
                "header:User-Agent,ip     |                            | ",
                "attribute:tenant         |                            | ",
                "global                   | {'plan': 'free'}           | "
            })
    void tellsKeysThatTellNoCallersApart(String key, @Nullable String when, @Nullable String same) {
        assertThat(findings(rule("a", key, when)))
                .extracting(Finding::toString)
                .isEqualTo(
                        same == null
                                ? List.of()
                                : List.of("rule a: counts all callers together whose requests have the same " + same
                                        + "; add user or ip to its key, or count by global if that is meant"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"mode\": \"shadow\"", "\"enforce_percent\": 50"})
    void saysOfARuleThatIsNotEnforcedForAllWhatItWouldDo(String field) {
        assertThat(findings("{\"id\": \"a\", \"cost\": 2, \"limits\": [\"1/1m\"], " + field + "}"))
                .singleElement()
                .hasToString("rule a: would refuse every request: its cost 2 is more than its limit 1");
    }

    @Test
    void findsNoFaultWithACostThatIsCountedAfterwards() {
        String rule = "{\"id\": \"a\", \"cost\": 2, \"limits\": [\"1/1m\"], \"count_when\": ";

        assertThat(findings(rule + "{\"status\": \"401\", \"reserve\": false}}"))
                .isEmpty();
        assertThat(findings(rule + "\"401\"}")).hasSize(1);
    }

    @Test
    void looksAtNoRuleThatTakesNoPart() {
        assertThat(findings("{\"id\": \"a\", \"enabled\": false, \"cost\": 101, \"limits\": [\"100/1m\"]}"))
                .isEmpty();
    }

    @Test
    void findsAPlanWithLimitsForARuleThatThereIsNot() {
        assertThat(findings(
                        "{\"id\": \"search\", \"limits\": [\"100/1m\"]}",
                        "\"serach\": [\"5/s\"], \"search\": [\"5/s\"]"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.UNKNOWN);
                    assertThat(finding)
                            .hasToString("rule serach: there is no such rule here, but plan pro has limits for it;"
                                    + " did you mean \"search\"?");
                });
    }

    @Test
    void findsAPlanWithALimitThatIsBelowTheCost() {
        assertThat(findings("{\"id\": \"search\", \"cost\": 9, \"limits\": [\"100/1m\"]}", "\"search\": [\"5/s\"]"))
                .singleElement()
                .hasToString("rule search: refuses every request in plan pro: its cost 9 is more than its limit 5");
        assertThat(findings(
                        "{\"id\": \"search\", \"cost\": 9, \"limits\": [\"100/1m\"]}",
                        "\"search\": {\"limits\": [\"5/s\"], \"until\": \"2026-09-01T00:00:00Z\"}"))
                .singleElement()
                .hasToString("rule search: refuses every request in plan pro until 2026-09-01T00:00:00Z:"
                        + " its cost 9 is more than its limit 5");
    }

    private static String rule(String id, String key, @Nullable String when) {
        String condition = when == null ? "" : ", \"when\": " + when.replace('\'', '"');
        return "{\"id\": \"" + id + "\", \"limits\": [\"1/s\"], \"key\": [\"" + key.replace(",", "\", \"") + "\"]"
                + condition + "}";
    }

    private static List<Finding> findings(String rules) {
        return findings(rules, "");
    }

    private static List<Finding> findings(String rules, String overrides) {
        RulesFile file = RulesFile.parse(
                "{\"rules\": [" + rules + "], \"plans\": {\"pro\": {\"overrides\": {" + overrides + "}}}}");
        return RuleLint.findings(RuleSet.of(file.rules()), file.plans());
    }

    /** Each could keep each other away, by what they need of the path. */
    @Test
    @Timeout(10)
    void givesUpOnPairsWhereThereAreTooMany() {
        List<Rule> many = IntStream.range(0, 9_000)
                .mapToObj(i -> Rule.of("rule-" + i, Key.of("global"), Limit.perHour(5))
                        .withCondition(Condition.all(Condition.path("/a/**"), Condition.header("X-Tenant", "t" + i)))
                        .asLast())
                .toList();
        assertThat(RuleLint.findings(RuleSet.of(many), List.of())).isEmpty();
    }
}
