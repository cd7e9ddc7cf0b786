package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.KeyResolver;
import dev.ratelimit.http.MissingKey;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Limit;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleSetTest {

    private static final Limit LIMIT = Limit.perMinute(100);
    private static final Identification PRINCIPAL_ONLY =
            Identification.defaults().withResolver(KeyResolver.principal());

    @Test
    void asksRulesByPriorityAndThenById() {
        RuleSet set = RuleSet.of(List.of(rule("c", 5), rule("b", 5), rule("a", 100), rule("d", 1)));

        assertThat(set.rules()).extracting(Rule::id).containsExactly("d", "b", "c", "a");
        assertThat(ids(set, TestRequest.get("/"))).containsExactly("d", "b", "c", "a");
    }

    @Test
    void everyMatchingRuleApplies() {
        RuleSet set = RuleSet.of(List.of(
                rule("all", 1),
                rule("a", 2).withCondition(Condition.path("/a")),
                rule("b", 3).withCondition(Condition.path("/b"))));

        assertThat(ids(set, TestRequest.get("/a"))).containsExactly("all", "a");
        assertThat(ids(set, TestRequest.get("/b"))).containsExactly("all", "b");
        assertThat(ids(set, TestRequest.get("/c"))).containsExactly("all");
    }

    @Test
    void aFinalRuleIsTheLastWhereItMatches() {
        RuleSet set = RuleSet.of(List.of(
                rule("first", 1),
                rule("last", 2).withCondition(Condition.path("/a")).asLast(),
                rule("more", 3)));

        assertThat(ids(set, TestRequest.get("/a"))).containsExactly("first", "last");
        assertThat(ids(set, TestRequest.get("/b"))).containsExactly("first", "more");
    }

    @Test
    void aFinalRuleKeepsNoOtherAwayWhereThePathCanBeReadInTwoWays() {
        RuleSet set = RuleSet.of(List.of(
                rule("public", 1).withCondition(Condition.path("/public/**")).asLast(),
                rule("admin", 2).withCondition(Condition.path("/admin/**"))));

        assertThat(ids(set, TestRequest.get("/admin/..;/public"))).containsExactly("public", "admin");
        assertThat(ids(set, TestRequest.get("/public/x"))).containsExactly("public");
    }

    @Test
    void aRuleThatIsAShadowForASubjectLetsTheRulesAfterItApply() {
        Rule some = rule("some", 1).withEnforcePercent(50).asLast();
        RuleSet set = RuleSet.of(List.of(some, rule("more", 2)));
        List<List<String>> met = IntStream.range(0, 50)
                .mapToObj(i -> ids(set, TestRequest.get("/").principal("user-" + i)))
                .distinct()
                .toList();

        assertThat(met).containsExactlyInAnyOrder(List.of("some"), List.of("some", "more"));
    }

    @Test
    void aRuleCountsPathsUnderTheNamesOfItsPattern() {
        RuleSet set = RuleSet.of(List.of(
                Rule.of("orders", Key.of("user", "path"), LIMIT).withCondition(Condition.path("/orders/{id}"))));

        assertThat(set.match(new RequestFacts(TestRequest.get("/orders/17").principal("alice"), PRINCIPAL_ONLY)))
                .extracting(Match::subject)
                .containsExactly(List.of("alice", "/orders/{id}"));
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/{id},     /orders/{id}",
        "/{all}/**,        /{all}/17",
        "/{one},           /orders/{order}",
        "/orders/**,       /orders/{order}",
    })
    void aRuleCountsPathsAsItsPatternNamesThemAndElseAsTheRouterDoes(String pattern, String counted) {
        RuleSet set = RuleSet.of(List.of(Rule.of("orders", Key.of("path"), LIMIT)
                .withCondition(Condition.any(Condition.path(pattern), Condition.method("GET")))));

        assertThat(set.match(facts(TestRequest.get("/orders/17").template("/orders/{order}"))))
                .extracting(Match::subject)
                .containsExactly(List.of(counted));
    }

    @Test
    void aShadowRuleLetsTheRulesAfterItApply() {
        RuleSet set = RuleSet.of(List.of(rule("tried", 1).withMode(Mode.SHADOW).asLast(), rule("enforced", 2)));

        assertThat(ids(set, TestRequest.get("/"))).containsExactly("tried", "enforced");
    }

    @Test
    void rulesThatAreOffOrDisabledNeverMatch() {
        Rule disabled = RulesFile.parse("{\"rules\": [{\"id\": \"d\", \"enabled\": false, \"final\": true,"
                        + " \"limits\": [\"1/s\"]}]}")
                .rules()
                .get(0);
        RuleSet set = RuleSet.of(List.of(rule("off", 1).withMode(Mode.OFF).asLast(), disabled, rule("on", 200)));

        assertThat(ids(set, TestRequest.get("/"))).containsExactly("on");
        assertThat(set.rules()).hasSize(3);
        assertThat(set.find("off")).isPresent();
        assertThat(set.find("none")).isEmpty();
    }

    @Test
    void aMatchTellsTheSubjectAndTheUser() {
        RuleSet set = RuleSet.of(List.of(rule("a", 1, "user", "path"), rule("b", 2, "ip")));

        List<Match> matches = set.match(facts(TestRequest.get("/x").principal("alice")));

        assertThat(matches.get(0).subject()).containsExactly("alice", "/x");
        assertThat(matches.get(0).user()).isEqualTo("alice");
        assertThat(matches.get(1).subject()).containsExactly("192.0.2.1");
        assertThat(matches.get(1).user()).isNull();
    }

    @Test
    void anAnonymousCallerIsNoUser() {
        Match match = RuleSet.of(List.of(rule("a", 1)))
                .match(facts(TestRequest.get("/")))
                .get(0);

        assertThat(match.subject()).containsExactly("ip:192.0.2.1");
        assertThat(match.user()).isNull();
    }

    @Test
    void aRequestWithoutAKeyIsCountedByItsAddress() {
        RuleSet set = RuleSet.of(List.of(rule("a", 1, "user"), rule("b", 2, "path", "header:X-Tenant")));

        List<Match> matches = set.match(facts(TestRequest.get("/x"), MissingKey.IP));

        assertThat(matches.get(0).subject()).containsExactly("ip:192.0.2.1");
        assertThat(matches.get(1).subject()).containsExactly("/x", "ip:192.0.2.1");
        assertThat(matches).noneMatch(Match::missingKey);
    }

    @Test
    void requestsOfNoKnownAddressAreCountedTogether() {
        RuleSet set = RuleSet.of(List.of(rule("a", 1, "user"), rule("b", 2, "ip")));

        List<Match> matches = set.match(facts(TestRequest.get("/").from("unix:/run/socket"), MissingKey.IP));

        assertThat(matches).extracting(Match::subject).containsExactly(List.of("ip:unknown"), List.of("ip:unknown"));
        assertThat(matches).extracting(Match::user).containsOnlyNulls();
    }

    @Test
    void aRequestWithoutAKeyMayBeLeftAlone() {
        RuleSet set = RuleSet.of(List.of(rule("a", 1, "user").asLast(), rule("b", 2, "ip")));

        assertThat(set.match(facts(TestRequest.get("/"), MissingKey.ALLOW)))
                .extracting(match -> match.rule().id())
                .containsExactly("b");
    }

    @Test
    void aRequestWithoutAKeyMayBeDenied() {
        RuleSet set = RuleSet.of(List.of(rule("a", 1, "user"), rule("b", 2, "ip")));

        List<Match> matches = set.match(facts(TestRequest.get("/"), MissingKey.DENY));

        assertThat(matches).extracting(Match::missingKey).containsExactly(true, false);
    }

    @ParameterizedTest
    @EnumSource(MissingKey.class)
    void aBareUserMeetsOnlyRulesThatAskForNothingElse(MissingKey missingKey) {
        RuleSet set = RuleSet.of(List.of(
                rule("default", 1),
                rule("global", 2, "global"),
                rule("byIp", 3, "ip"),
                rule("byHeader", 4, "user", "header:X-Tenant"),
                rule("path", 5).withCondition(Condition.path("/**")),
                rule("elsewhere", 6).withCondition(Condition.not(Condition.ip("10.0.0.0/8")))));
        RequestFacts alice = RequestFacts.ofUser("alice");

        assertThat(set.match(alice)).extracting(match -> match.rule().id()).containsExactly("default", "global");
        assertThat(set.match(alice).get(0).user()).isEqualTo("alice");
    }

    @Test
    void twoRulesOfOneIdAreRefused() {
        assertThatThrownBy(() -> RuleSet.of(List.of(rule("a", 1), rule("a", 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two rules have the id a; accepted are distinct ids");
    }

    @Test
    void anEmptySetMatchesNothing() {
        assertThat(RuleSet.of(List.of()).match(facts(TestRequest.get("/")))).isEmpty();
    }

    @Test
    void rulesThatDoNotMatchCostNoAllocation() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rules.add(rule("r" + i, 1)
                    .withCondition(Condition.all(
                            Condition.method("GET", "PUT"),
                            Condition.not(Condition.header("X-None", "*a*b")),
                            Condition.any(
                                    Condition.path("/api/**/x" + i, "/files/*." + i), Condition.ip("10.0.0.0/8")))));
        }
        RuleSet set = RuleSet.of(rules);
        RequestFacts facts = facts(TestRequest.get("/api/a/b/c/x"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 5_000; i++) {
            set.match(facts);
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        int matches = 0;
        for (int i = 0; i < 1_000; i++) {
            matches += set.match(facts).size();
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(matches).isZero();
        assertThat(bytes).as("bytes for 500,000 rules that do not match").isLessThan(500_000);
    }

    private static Rule rule(String id, int priority, String... key) {
        return Rule.of(id, Key.of(key.length == 0 ? new String[] {"user"} : key), LIMIT)
                .withPriority(priority);
    }

    private static RequestFacts facts(TestRequest request) {
        return new RequestFacts(request, Identification.defaults());
    }

    private static RequestFacts facts(TestRequest request, MissingKey missingKey) {
        return new RequestFacts(request, PRINCIPAL_ONLY.withMissingKey(missingKey));
    }

    private static List<String> ids(RuleSet set, TestRequest request) {
        return set.match(facts(request)).stream()
                .map(match -> match.rule().id())
                .toList();
    }
}
