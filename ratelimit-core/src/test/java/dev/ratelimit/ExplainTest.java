package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.ratelimit.Explanation.Bucket;
import dev.ratelimit.http.Caller;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.MissingKey;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Condition;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Overrides;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleTrace;
import dev.ratelimit.rule.RulesFile;
import dev.ratelimit.user.Customisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Anyone can see why a request was refused. */
class ExplainTest {

    private static final Limit FIVE = Limit.perHour(5);
    private static final Limit NINE = Limit.perHour(9);

    private RateLimiter limiter;

    @AfterEach
    void close() {
        limiter.close();
    }

    private static Overrides overrides(String rule) {
        return new Overrides(Map.of(rule, new Overrides.Entry(List.of(NINE), null)));
    }

    private RateLimiter limiter(List<Rule> rules) {
        limiter = RateLimiter.builder()
                .memoryUsers()
                .rules(rules)
                .app("shop")
                .plans(List.of(new Plan("pro", overrides("search"))))
                .build();
        return limiter;
    }

    private static RequestFacts alice(TestRequest request) {
        Identification identification = Identification.defaults()
                .withResolver(facts -> new Caller("alice", true))
                .withMissingKey(MissingKey.ALLOW);
        return new RequestFacts(request, identification);
    }

    private static TestRequest get() {
        return TestRequest.get("/orders").from("192.0.2.1").resource("Orders.find");
    }

    @Test
    void aLookIsNoRequest() {
        RateLimiter limiter = limiter(List.of(Rule.of("orders", Key.of("user"), FIVE)));
        List<Long> left = new ArrayList<>();
        limiter.observations()
                .measured()
                .listen((verdict, nanos) -> left.add(verdict.decisions().get(0).remaining()));

        assertThat(limiter.explain(alice(get()), 0).verdict().allowed()).isTrue();
        assertThat(left).isEmpty();
        limiter.explain(alice(get()), 1);
        assertThat(left).containsExactly(4L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'path':['/api/**']} | the path is /orders",
                "{'method':['POST']} | the method is GET",
                "{'header':{'X-Client':['mobile*']}} | there is no header X-Client",
                "{'header':{'Authorization':['Basic*']}} | the header Authorization has another value",
                "{'query':{'beta':['true']}} | there is no query beta",
                "{'cookie':{'plan':['trial']}} | there is no cookie plan",
                "{'attribute':{'tenant':['acme']}} | there is no attribute tenant",
                "{'ip':['10.0.0.0/8']} | the address is 192.0.2.1",
                "{'user':['bob']} | the user is alice",
                "{'plan':['free']} | there is no plan",
                "{'app':['billing']} | the app is shop",
                "{'resource':['Orders.create']} | the resource is Orders.find",
                "{'resource':['orders.*']} | the resource is Orders.find",
                "{'not':{'resource':['Orders.*']}} | the resource is Orders.find",
                "{'not':{'method':['GET']}} | the method is GET",
                "{'any':[{'method':['PUT']},{'path':['/x']}]} | none of these holds",
                "{'not':{'header':{'Authorization':['Bearer*']}}} | the header Authorization has such a value",
                "{'not':{'any':[{'method':['PUT']},{'path':['/orders']}]}} | {'path':['/orders']} holds: the path is /orders",
                "{'not':{'all':[{'method':['GET']},{'path':['/orders']}]}} | each of these holds",
                "{'not':{'not':{'method':['PUT']}}} | {'method':['PUT']} does not hold: the method is GET",
                "{'not':{'any':[{'any':[{'user':['alice']}]}]}} | {'any':[{'user':['alice']}]} holds: "
                        + "{'user':['alice']} holds: the user is alice",
            })
    void namesTheFirstConditionThatFails(String condition, String found) {
        String json = condition.replace('\'', '"');
        String rule = "{\"rules\":[{\"id\":\"r\",\"when\":{\"all\":[{\"path\":\"/**\"}," + json
                + ",{\"path\":\"/never\"}]},\"key\":\"user\",\"limits\":[\"5/1h\"]}]}";
        RuleTrace trace = limiter(RulesFile.parse(rule).rules())
                .explain(alice(get().header("Authorization", "Bearer s3cr3t")), 1)
                .rules()
                .get(0);

        assertThat(trace.match()).isNull();
        assertThat(trace.reason())
                .isEqualTo(json + " does not hold: " + found.replace('\'', '"'))
                .doesNotContain("s3cr3t");
    }

    @Test
    void saysOfATimeWhatTimeItIsThere() {
        String rule = "{\"rules\":[{\"id\":\"r\",\"when\":{\"not\":{\"time\":{\"from\":\"00:00\",\"to\":\"24:00\","
                + "\"zone\":\"Asia/Tokyo\"}}},\"limits\":[\"5/1h\"]}]}";
        assertThat(limiter(RulesFile.parse(rule).rules())
                        .explain(alice(get()), 1)
                        .rules()
                        .get(0)
                        .reason())
                .matches(".* does not hold: there it is [A-Z][a-z]{2} \\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void saysOfEachRuleWhatBecameOfIt() {
        limiter(List.of(
                Rule.of("a-off", Key.of("user"), FIVE).withMode(Mode.OFF),
                Rule.of("b-shadow", Key.of("user"), FIVE).withMode(Mode.SHADOW),
                Rule.of("c-share", Key.of("user"), FIVE).withEnforcePercent(0),
                Rule.of("d-key", Key.of("user", "header:X-Tenant"), FIVE),
                Rule.of("e-last", Key.of("user"), FIVE).asLast(),
                Rule.of("f-after", Key.of("user"), FIVE)));

        assertThat(limiter.explain(alice(get()), 1).rules())
                .extracting(trace -> trace.rule().id() + (trace.match() == null ? " - " : " + ") + trace.reason())
                .containsExactly(
                        "a-off - its mode is off",
                        "b-shadow + it counts and never denies: its mode is shadow",
                        "c-share + it counts and does not deny: this subject is not among the 0 % that it is enforced for",
                        "d-key - the request has no header:X-Tenant, by which the rule counts",
                        "e-last + ",
                        "f-after - rule e-last comes before it, applies and is final");
    }

    @Test
    void showsBucketsBeforeAndAfterAndChargesOnce() {
        limiter(List.of(Rule.of("search", Key.of("user"), FIVE).withCost(2)));

        Explanation first = limiter.explain(alice(get()), 2);
        assertThat(first.verdict().allowed()).isTrue();
        assertThat(first.buckets()).singleElement().satisfies(bucket -> {
            assertThat(bucket.before()).isEqualTo(5);
            assertThat(bucket.decision().remaining()).isEqualTo(1);
        });
        Explanation second = limiter.explain(alice(get()), 1);
        assertThat(second.verdict().allowed()).isFalse();
        assertThat(second.buckets()).singleElement().satisfies(bucket -> {
            assertThat(bucket.before()).isEqualTo(1);
            assertThat(bucket.decision().remaining()).isEqualTo(1);
        });
    }

    @Test
    void saysWhyTheNegationOfWhatABareUserHasNotDoesNotHold() {
        Condition orders = Condition.path("/orders");
        Rule any = Rule.of("any", Key.of("user"), FIVE).withCondition(Condition.not(Condition.any(orders)));
        Rule all = Rule.of("all", Key.of("user"), FIVE).withCondition(Condition.not(Condition.all(orders)));
        limiter(List.of(any, all));

        assertThat(limiter.explain(RequestFacts.ofUser("alice"), 1).rules())
                .extracting(trace -> trace.unmet().found())
                .containsExactly(
                        "none of these can be ruled out",
                        "{\"path\":[\"/orders\"]} cannot be ruled out: there is no path");
    }

    @Test
    void showsThatAShadowRuleIsChargedInFullOrNotAtAll() {
        Limit two = Limit.perMinute(2).named("two");
        limiter(List.of(Rule.of("shy", Key.of("user"), FIVE.named("five"), two).withMode(Mode.SHADOW)));
        limiter.explain(alice(get()), 2);

        assertThat(limiter.explain(alice(get()), 1).buckets())
                .extracting(
                        bucket -> bucket.decision().limit().capacity(),
                        Bucket::before,
                        bucket -> bucket.decision().remaining())
                .containsExactlyInAnyOrder(tuple(2L, 0L, 0L), tuple(5L, 3L, 3L));
    }

    @Test
    void saysThatNothingIsDeniedWhileTheSwitchIsOnShadow() {
        limiter(List.of(
                Rule.of("firm", Key.of("user"), FIVE),
                Rule.of("shy", Key.of("user"), FIVE).withMode(Mode.SHADOW)));
        limiter.modeRepository().set(Mode.SHADOW, null, "carol");

        assertThat(limiter.explain(alice(get()), 1).rules())
                .extracting(RuleTrace::enforced, RuleTrace::reason)
                .containsExactly(
                        tuple(false, "it counts and never denies: the switch for everything is on shadow"),
                        tuple(false, "it counts and never denies: its mode is shadow"));
    }

    @Test
    void asksNoRuleWhileTheSwitchIsOff() {
        limiter(List.of(Rule.of("firm", Key.of("user"), FIVE)));
        limiter.explain(alice(get()), 1);
        limiter.modeRepository().set(Mode.OFF, null, "carol");

        Explanation explanation = limiter.explain(alice(get()), 1);
        assertThat(explanation.caller().from()).isEqualTo(Knowledge.NONE);
        assertThat(explanation.rules()).singleElement().satisfies(trace -> {
            assertThat(trace.match()).isNull();
            assertThat(trace.reason()).isEqualTo("no rule is asked while the switch for everything is off");
        });
    }

    @Test
    void knowsNothingOfAUserWhomNoRuleAsksFor() {
        limiter(List.of(Rule.of("all", Key.of("global"), FIVE)));
        assertThat(limiter.explain(alice(get()), 1).caller().from()).isEqualTo(Knowledge.NONE);
    }

    @Test
    void tellsAUsersOwnLimitFromTheRulesEvenWhereBothAreTheSame() {
        limiter(List.of(Rule.of(Rule.DEFAULT_ID, Key.of("user"), FIVE)));
        limiter.users().put("alice", Customisation.NONE.withLimit(FIVE), FIVE);
        assertThat(limiter.explain(alice(get()), 1).buckets())
                .extracting(Bucket::origin)
                .containsExactly(LimitOrigin.CUSTOM);
    }

    @Test
    void saysWhoAskedAndWhereTheLimitsComeFrom() {
        limiter(List.of(
                Rule.of("other", Key.of("user"), FIVE),
                Rule.of("search", Key.of("user"), FIVE),
                Rule.of("special", Key.of("user"), FIVE),
                Rule.of(Rule.DEFAULT_ID, Key.of("user"), FIVE)));
        limiter.users()
                .put(
                        "alice",
                        Customisation.NONE
                                .withPlan("pro")
                                .withLimit(Limit.perSecond(7))
                                .withOverrides(overrides("special")),
                        FIVE);

        Explanation first = limiter.explain(alice(get()), 1);
        assertThat(first.caller().user()).isEqualTo("alice");
        assertThat(first.caller().plan()).isEqualTo("pro");
        assertThat(first.caller().version()).isPositive();
        assertThat(first.caller().from()).isEqualTo(Knowledge.STORE);
        assertThat(first.buckets())
                .extracting(bucket -> bucket.decision().rule(), Bucket::origin)
                .containsExactlyInAnyOrder(
                        tuple("other", LimitOrigin.RULE),
                        tuple("search", LimitOrigin.PLAN),
                        tuple("special", LimitOrigin.OVERRIDE),
                        tuple("default", LimitOrigin.CUSTOM));
        assertThat(limiter.explain(alice(get()), 1).caller().from()).isEqualTo(Knowledge.NEAR_CACHE);
    }

    @Test
    void namesTheEntryOfAListThatDecided() {
        limiter(List.of(Rule.of("search", Key.of("user"), FIVE).withCondition(Condition.method("GET"))));
        assertThat(limiter.explain(alice(get()), 1).listed()).isNull();
        limiter.denyList().put("192.0.2.0/24", "a botnet", "carol", null);

        Explanation explanation = limiter.explain(alice(get()), 1);
        assertThat(explanation.verdict().allowed()).isFalse();
        assertThat(explanation.listed()).isNotNull();
        assertThat(explanation.listed().entry().reason()).isEqualTo("a botnet");
        assertThat(explanation.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(explanation.caller().from()).isEqualTo(Knowledge.NONE);
        assertThat(explanation.rules())
                .extracting(RuleTrace::reason)
                .containsExactly("no rule is asked about what is on the deny list");
    }

    @Test
    void namesTheEntryOfAListThatDecidedNothing() {
        limiter(List.of(Rule.of("search", Key.of("user"), FIVE)));
        limiter.denyList().put("alice", "spam", "carol", null);
        limiter.modeRepository().set(Mode.SHADOW, null, "carol");

        Explanation explanation = limiter.explain(alice(get()), 1);
        assertThat(explanation.verdict().allowed()).isTrue();
        assertThat(explanation.listed()).isNotNull();
        assertThat(explanation.buckets()).hasSize(1);
    }
}
