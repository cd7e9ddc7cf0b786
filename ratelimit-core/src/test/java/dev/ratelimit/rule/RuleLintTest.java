package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Finding.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                "{\"all\": [{\"header\": {\"A\": \"1\"}}, {\"all\": [{\"header\": {\"A\": \"2\"}}]}]}",
                "{\"any\": [{\"all\": [{\"path\": \"/a\"}, {\"path\": \"/b\"}]}]}",
            })
    void findsConditionsThatNothingMeets(String when) {
        assertThat(findings("{\"id\": \"a\", \"when\": " + when + ", \"limits\": [\"1/s\"]}"))
                .extracting(Finding::kind)
                .containsExactly(Kind.NEVER_MATCHES);
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
                        "rule second: never asked, since rule first comes before it, matches wherever it does and is"
                                + " final");
        assertThat(findings(first + ", \"mode\": \"shadow\"}, " + second)).isEmpty();
        assertThat(findings(first + ", \"enforce_percent\": 99}, " + second)).isEmpty();
        assertThat(findings(second + ", " + first.replace("1,", "200,") + "}")).isEmpty();
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
                            .hasToString("rule serach: there is no such rule, but plan pro has limits for it;"
                                    + " did you mean \"search\"?");
                });
    }

    @Test
    void findsAPlanWithALimitThatIsBelowTheCost() {
        assertThat(findings("{\"id\": \"search\", \"cost\": 9, \"limits\": [\"100/1m\"]}", "\"search\": [\"5/s\"]"))
                .singleElement()
                .hasToString("rule search: refuses every request in plan pro: its cost 9 is more than its limit 5");
    }

    private static List<Finding> findings(String rules) {
        return findings(rules, "");
    }

    private static List<Finding> findings(String rules, String overrides) {
        RulesFile file = RulesFile.parse(
                "{\"rules\": [" + rules + "], \"plans\": {\"pro\": {\"overrides\": {" + overrides + "}}}}");
        return RuleLint.findings(RuleSet.of(file.rules()), file.plans());
    }
}
