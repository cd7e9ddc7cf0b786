package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Condition;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.ResourceRules;
import dev.ratelimit.rule.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds of limits that annotations say, wherever other rules are kept. */
abstract class AnnotatedRulesContract extends LimiterContract {

    static final String CREATE = "Orders.create";
    private static final Rule ANNOTATED =
            Rule.of("create", Key.of("user"), Limit.perHour(10)).from(Origin.ANNOTATION);
    static final ResourceRules ORDERS = new ResourceRules(List.of(ANNOTATED), Map.of("create", List.of(CREATE)));

    private RateLimiter annotated(Rule... others) {
        RateLimiter limiter =
                opened(builder().rulesFollow().rules(List.of(others)).build());
        limiter.annotate("orders", ORDERS);
        return limiter;
    }

    static List<String> rulesOf(RateLimiter limiter, String resource) {
        return limiter.check(TestRequest.get("/orders").principal("alice").resource(resource)).decisions().stream()
                .map(Decision::rule)
                .toList();
    }

    static Rule find(RateLimiter limiter, String id) {
        return limiter.rules().find(id).orElseThrow();
    }

    static long capacity(RateLimiter limiter, String id) {
        return find(limiter, id).limits().get(0).capacity();
    }

    /** It applies to the resource and to nothing else. */
    static void assertTied(RateLimiter limiter, String id) {
        assertThat(rulesOf(limiter, CREATE)).contains(id);
        assertThat(rulesOf(limiter, "Orders.find")).doesNotContain(id);
        assertThat(limiter.check(TestRequest.get("/orders").principal("alice")).decisions())
                .as("a request without a resource")
                .extracting(Decision::rule)
                .doesNotContain(id);
        assertThat(limiter.check("alice").decisions())
                .as("a bare user")
                .extracting(Decision::rule)
                .doesNotContain(id);
    }

    @Test
    void listsAnAnnotatedRuleThatAppliesToItsResource() {
        RateLimiter limiter = annotated();
        assertThat(find(limiter, "create").origin()).isEqualTo(Origin.ANNOTATION);
        assertThat(limiter.unstored().rules())
                .singleElement()
                .isEqualTo(ANNOTATED.withCondition(Condition.resource(CREATE)));
        assertTied(limiter, "create");
    }

    @Test
    void aRuleOfCodeHidesItAndIsForTheSameResource() {
        RateLimiter limiter = annotated(Rule.of("create", Key.of("user"), Limit.perHour(7)));
        assertThat(find(limiter, "create").origin()).isEqualTo(Origin.CODE);
        assertThat(capacity(limiter, "create")).isEqualTo(7);
        assertTied(limiter, "create");
    }

    @Test
    void aStoredRuleHidesItUntilItIsDeletedAndIsForTheSameResource() {
        RateLimiter limiter = annotated(Rule.of("beside", Key.of("global"), Limit.perHour(1_000)));
        limiter.ruleRepository()
                .create(
                        Rule.of("create", Key.of("user"), Limit.perHour(7)).withCondition(Condition.path("/orders")),
                        "carol");
        await().until(() -> capacity(limiter, "create") == 7);
        assertThat(find(limiter, "create").origin()).isEqualTo(Origin.STORED);
        assertTied(limiter, "create");
        assertThat(limiter.check(TestRequest.get("/other").principal("alice").resource(CREATE))
                        .decisions())
                .as("its own condition holds as well")
                .extracting(Decision::rule)
                .doesNotContain("create");

        limiter.ruleRepository().delete("create", Repository.ANY, "carol");
        await().until(() -> capacity(limiter, "create") == 10);
        assertThat(find(limiter, "create").origin()).isEqualTo(Origin.ANNOTATION);
        assertTied(limiter, "create");
    }

    @Test
    void aStoredRuleOfModeOffSwitchesItOff() {
        RateLimiter limiter = annotated();
        limiter.ruleRepository().create(ANNOTATED.withMode(Mode.OFF), "carol");
        await().until(() -> !find(limiter, "create").active());
        assertThat(rulesOf(limiter, CREATE)).isEmpty();
    }

    @Test
    void aRuleThatNamesAResourceItselfStaysAsItIs() {
        Condition own = Condition.resource("Orders.find");
        Condition inPart = Condition.any(Condition.resource("Orders.find"), Condition.path("/orders"));
        RateLimiter limiter =
                annotated(Rule.of("create", Key.of("user"), Limit.perHour(7)).withCondition(own));
        assertThat(find(limiter, "create").when()).isEqualTo(own);
        assertThat(rulesOf(limiter, CREATE)).isEmpty();
        assertThat(rulesOf(limiter, "Orders.find")).containsExactly("create");

        RateLimiter other =
                annotated(Rule.of("create", Key.of("user"), Limit.perHour(7)).withCondition(inPart));
        assertThat(find(other, "create").when()).isEqualTo(Condition.all(Condition.resource(CREATE), inPart));
    }

    @Test
    void tiesARuleThatOnlyItsNameIsAnnotatedOf() {
        RateLimiter limiter = annotated(Rule.of("search", Key.of("user"), Limit.perHour(7)));
        assertThat(rulesOf(limiter, "Orders.find")).containsExactly("search");
        limiter.annotate("search", new ResourceRules(List.of(), Map.of("search", List.of(CREATE))));
        assertTied(limiter, "search");
        assertThat(find(limiter, "search").origin()).isEqualTo(Origin.CODE);
    }

    @Test
    void twoApplicationsAnnotateOneLimiter() {
        RateLimiter limiter = annotated();
        ResourceRules users = new ResourceRules(
                List.of(rule("create", 10), rule("delete", 30)),
                Map.of("create", List.of("Users.create"), "delete", List.of("Users.delete")));
        limiter.annotate("users", users);
        assertThat(rulesOf(limiter, CREATE)).containsExactly("create");
        assertThat(rulesOf(limiter, "Users.create")).containsExactly("create");
        assertThat(rulesOf(limiter, "Users.delete")).containsExactly("delete");

        limiter.annotate("users", ResourceRules.NONE);
        assertThat(capacity(limiter, "create")).isEqualTo(10);
        assertThat(rulesOf(limiter, CREATE)).containsExactly("create");
        assertThat(rulesOf(limiter, "Users.create")).isEmpty();
        // On Redis it is listed, and decides nothing, until that is known there.
        await().untilAsserted(() -> assertThat(limiter.rules().find("delete")).isEmpty());
    }

    @Test
    void twoApplicationsDoNotSayDifferentLimitsUnderOneId() {
        RateLimiter limiter = annotated();
        ResourceRules other = new ResourceRules(List.of(rule("create", 20)), Map.of("create", List.of("Users.create")));
        assertThatThrownBy(() -> limiter.annotate("users", other))
                .hasMessage("two applications say different limits under the id create; accepted are distinct names");
        assertThat(capacity(limiter, "create")).isEqualTo(10);
        assertThat(rulesOf(limiter, "Users.create")).isEmpty();
    }

    @Test
    void anApplicationThatIsDeployedAgainReplacesWhatItSaid() {
        RateLimiter limiter = annotated();
        limiter.annotate(
                "orders", new ResourceRules(List.of(rule("create", 3)), Map.of("create", List.of("Orders.post"))));
        assertThat(capacity(limiter, "create")).isEqualTo(3);
        assertThat(rulesOf(limiter, CREATE)).isEmpty();
        assertThat(rulesOf(limiter, "Orders.post")).containsExactly("create");
    }

    private static Rule rule(String id, long perHour) {
        return Rule.of(id, Key.of("user"), Limit.perHour(perHour)).from(Origin.ANNOTATION);
    }

    @Test
    void reachesALimiterWithADefaultOfItsOwnWhicheverWasFirst() {
        RateLimiter limiter = annotated();
        RateLimiter follower = limiter.withDefaultLimit(Limit.perHour(3));
        assertThat(rulesOf(follower, CREATE)).containsExactlyInAnyOrder("create", "default");
        limiter.annotate("users", new ResourceRules(List.of(rule("delete", 30)), Map.of("delete", List.of("U.d"))));
        assertThat(rulesOf(follower, "U.d")).containsExactlyInAnyOrder("delete", "default");
        assertThat(rulesOf(limiter, "U.d")).containsExactly("delete");
        limiter.ruleRepository().create(rule("create", 7), "carol");
        await().until(() -> Arrays.asList(capacity(follower, "create"), capacity(limiter, "create"))
                .equals(List.of(7L, 7L)));
        assertTied(follower, "create");
    }
}
