package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rule.Condition;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Overrides;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.user.Customisation;
import dev.ratelimit.user.Profile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What plans, overrides and their ends mean for users, wherever all this is kept. */
abstract class PlansContract extends LimiterContract {

    private static final Limit STANDARD = Limit.perHour(100);
    private static final Rule SEARCH = Rule.of("search", Key.of("user"), Limit.perHour(5));
    private static final Rule FREE =
            Rule.of("free", Key.of("user"), Limit.perHour(3)).withCondition(Condition.plan("free"));

    final RateLimiter limiter(Rule... rules) {
        return limiter(STANDARD, rules);
    }

    static Overrides overrides(String rule, Limit... limits) {
        return new Overrides(Map.of(rule, new Overrides.Entry(List.of(limits), null)));
    }

    private static void put(RateLimiter limiter, String user, Customisation customisation) {
        limiter.users().put(user, customisation, STANDARD);
    }

    private static List<String> capacities(RateLimiter limiter, String user) {
        return limiter.check(user).decisions().stream()
                .map(decision -> decision.rule() + " " + decision.limit().capacity())
                .sorted()
                .toList();
    }

    @Test
    void anOverrideComesBeforeThePlanAndThePlanBeforeTheRule() {
        RateLimiter limiter = limiter(SEARCH);
        limiter.planRepository().put(new Plan("pro", overrides("search", Limit.perHour(50))), "carol");
        put(limiter, "alice", Customisation.NONE.withPlan("pro"));
        put(limiter, "bob", Customisation.NONE.withPlan("pro").withOverrides(overrides("search", Limit.perHour(70))));

        assertThat(capacities(limiter, "alice")).containsExactly("default 100", "search 50");
        assertThat(capacities(limiter, "bob")).containsExactly("default 100", "search 70");
        assertThat(capacities(limiter, "carol")).containsExactly("default 100", "search 5");
    }

    @Test
    void aLimitOfTheUsersOwnComesBeforeThePlansForRuleDefault() {
        RateLimiter limiter = limiter();
        limiter.planRepository().put(new Plan("pro", overrides("default", Limit.perHour(500))), "carol");
        put(limiter, "alice", Customisation.NONE.withPlan("pro"));
        put(limiter, "bob", Customisation.NONE.withPlan("pro").withLimit(Limit.perSecond(7)));
        put(
                limiter,
                "dave",
                Customisation.NONE.withLimit(Limit.perSecond(7)).withOverrides(overrides("default", Limit.perHour(9))));

        assertThat(capacities(limiter, "alice")).containsExactly("default 500");
        assertThat(capacities(limiter, "bob")).containsExactly("default 7");
        assertThat(capacities(limiter, "dave")).containsExactly("default 9");
    }

    @Test
    void anOverrideReplacesTheWholeListAndKeepsWhatWasUsed() {
        RateLimiter limiter = limiter(SEARCH);
        for (int i = 0; i < 5; i++) {
            assertThat(limiter.check("alice").allowed()).isTrue();
        }
        assertThat(limiter.check("alice").allowed()).isFalse();

        put(
                limiter,
                "alice",
                Customisation.NONE.withOverrides(overrides(
                        "search", Limit.perHour(6), Limit.window(Algorithm.FIXED_WINDOW, 50, Duration.ofDays(1)))));

        assertThat(limiter.check("alice").decisions())
                .filteredOn(decision -> decision.rule().equals("search"))
                .extracting(Decision::policy)
                .containsExactlyInAnyOrder("search.token", "search.fixed_window");
        assertThat(limiter.check("alice").allowed()).as("6 were used of 6").isFalse();
    }

    @Test
    void whatHasEndedDoesNotHold() {
        RateLimiter limiter = limiter(SEARCH, FREE);
        Instant past = Instant.now().minusSeconds(1);
        Instant future = Instant.now().plusSeconds(3_600);
        Customisation special = Customisation.NONE
                .withPlan("free")
                .withLimit(Limit.perSecond(7))
                .withOverrides(overrides("search", Limit.perHour(70)));
        put(limiter, "alice", special.until(past));
        put(limiter, "bob", special.until(future));
        Overrides ended = new Overrides(Map.of("search", new Overrides.Entry(List.of(Limit.perHour(70)), past)));
        put(limiter, "carol", special.withOverrides(ended));

        assertThat(capacities(limiter, "alice")).containsExactly("default 100", "search 5");
        assertThat(capacities(limiter, "bob")).containsExactly("default 7", "free 3", "search 70");
        assertThat(capacities(limiter, "carol")).containsExactly("default 7", "free 3", "search 5");
    }

    @Test
    void aConditionOnThePlanFollowsTheUser() {
        RateLimiter limiter = limiter(FREE);
        assertThat(capacities(limiter, "alice")).containsExactly("default 100");
        put(limiter, "alice", Customisation.NONE.withPlan("free"));
        assertThat(capacities(limiter, "alice")).containsExactly("default 100", "free 3");
        put(limiter, "alice", Customisation.NONE.withPlan("pro"));
        assertThat(capacities(limiter, "alice")).containsExactly("default 100");
    }

    /** Where nothing else applies, nothing else would ask for the user's record. */
    @Test
    void aConditionOnThePlanHoldsForUsersWhoMeetNoOtherRule() {
        RateLimiter limiter = builder().rules(List.of(FREE)).build();
        opened(limiter);
        assertThat(limiter.check("alice").source()).isEqualTo(Source.NO_RULE);
        put(limiter, "alice", Customisation.NONE.withPlan("free"));

        assertThat(limiter.check("alice").decisions())
                .extracting(Decision::rule)
                .containsExactly("free");
        assertThat(limiter.check("bob").source()).isEqualTo(Source.NO_RULE);
    }

    @Test
    void aRuleOfAPlanMayCountBySomethingElseThanTheUser() {
        Rule shared = Rule.of("shared", Key.of("global"), Limit.perHour(2)).withCondition(Condition.plan("free"));
        RateLimiter limiter = limiter(shared);
        put(limiter, "alice", Customisation.NONE.withPlan("free"));
        put(limiter, "bob", Customisation.NONE.withPlan("free"));

        assertThat(limiter.check("alice").allowed()).isTrue();
        assertThat(limiter.check("bob").allowed()).isTrue();
        assertThat(limiter.check("alice").allowed()).isFalse();
        assertThat(limiter.check("carol").allowed()).isTrue();
    }

    @Test
    void aChangedPlanHoldsForAllItsUsers() {
        RateLimiter limiter = limiter(SEARCH);
        Repository<Plan> plans = limiter.planRepository();
        put(limiter, "alice", Customisation.NONE.withPlan("pro"));
        assertThat(capacities(limiter, "alice")).containsExactly("default 100", "search 5");

        plans.create(new Plan("pro", overrides("search", Limit.perHour(50))), "carol");
        await().untilAsserted(() -> assertThat(capacities(limiter, "alice")).contains("search 50"));
        plans.delete("pro", Repository.ANY, "carol");
        await().untilAsserted(() -> assertThat(capacities(limiter, "alice")).contains("search 5"));
        assertThat(plans.history(10)).hasSize(2);
    }

    @Test
    void aStoredPlanHidesOneOfCodeUntilItIsDeleted() {
        RateLimiter limiter = builder()
                .defaultLimit(STANDARD)
                .rules(List.of(SEARCH))
                .plans(List.of(new Plan("pro", overrides("search", Limit.perHour(20)))))
                .build();
        opened(limiter);
        put(limiter, "alice", Customisation.NONE.withPlan("pro"));
        assertThat(capacities(limiter, "alice")).contains("search 20");
        limiter.planRepository().put(new Plan("pro", overrides("search", Limit.perHour(30))), "carol");
        await().untilAsserted(() -> assertThat(capacities(limiter, "alice")).contains("search 30"));
        limiter.planRepository().delete("pro", Repository.ANY, "carol");
        await().untilAsserted(() -> assertThat(capacities(limiter, "alice")).contains("search 20"));
    }

    @Test
    void aRecordSaysWhatIsSpecialAndWhatIsNotAnyMore() {
        RateLimiter limiter = limiter();
        Instant end = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        put(
                limiter,
                "alice",
                new Customisation(
                        "pro", Limit.perSecond(7), overrides("search", Limit.perHour(9)), end, "asked for it"));
        Profile alice = limiter.users().find("alice").orElseThrow();
        assertThat(alice.custom()).isTrue();
        assertThat(alice.plan(System.currentTimeMillis())).isEqualTo("pro");
        assertThat(alice.until()).isEqualTo(end);
        assertThat(alice.fields())
                .containsEntry("max_tokens", "7")
                .containsEntry("note", "asked for it")
                .containsEntry("until", Long.toString(end.getEpochSecond()));
        assertThat(alice.overrides()).isEqualTo(overrides("search", Limit.perHour(9)));

        put(limiter, "alice", Customisation.NONE);
        Profile plain = limiter.users().find("alice").orElseThrow();
        assertThat(plain.version()).isGreaterThan(alice.version());
        assertThat(plain.custom()).isFalse();
        assertThat(plain.fields())
                .doesNotContainKeys("plan", "note", "until", "overrides")
                .containsEntry("max_tokens", "100");
        assertThat(capacities(limiter, "alice")).containsExactly("default 100");
    }

    @Test
    void aUserWithAPlanAloneFollowsTheDefaultOfTheDay() {
        RateLimiter limiter = limiter();
        put(limiter, "alice", Customisation.NONE.withPlan("pro"));
        limiter.ruleRepository().create(Rule.of(Rule.DEFAULT_ID, Key.of("user"), Limit.perHour(30)), "carol");
        await().untilAsserted(() -> assertThat(capacities(limiter, "alice")).containsExactly("default 30"));
    }

    @Test
    void refusesWhatCannotBeAPlan() {
        assertThatThrownBy(() -> Customisation.NONE.withPlan("a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a b\" is not an id");
        assertThatThrownBy(() -> overrides("search", Limit.perHour(1), Limit.perHour(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("distinct names");
    }
}
