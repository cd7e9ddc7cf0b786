package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {

    private static final Key USER = Key.of("user");
    private static final Limit LIMIT = Limit.perMinute(100);

    @Test
    void aRuleMadeInCodeHasTheDefaults() {
        Rule rule = Rule.of("a", USER, LIMIT);

        assertThat(rule.priority()).isEqualTo(100);
        assertThat(rule.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(rule.when()).isEqualTo(Condition.always());
        assertThat(rule.cost()).isEqualTo(1);
        assertThat(rule.countWhen()).isNull();
        assertThat(rule.onStoreFailure()).isEqualTo(FailurePolicy.LOCAL);
        assertThat(rule.enabled()).isTrue();
        assertThat(rule.lastOnMatch()).isFalse();
        assertThat(rule.origin()).isEqualTo(Origin.CODE);
    }

    @Test
    void eachChangeKeepsTheRest() {
        Rule rule = Rule.of("a", USER, LIMIT)
                .withCondition(Condition.path("/a"))
                .withMode(Mode.SHADOW)
                .withEnforcePercent(30)
                .withPriority(7)
                .withCost(3)
                .withCountWhen(CountWhen.of("401", "5xx"))
                .withOnStoreFailure(FailurePolicy.DENY)
                .asLast();

        assertThat(rule)
                .isEqualTo(new Rule(
                        "a",
                        "",
                        true,
                        7,
                        Mode.SHADOW,
                        30,
                        Condition.path("/a"),
                        USER,
                        List.of(LIMIT),
                        3,
                        CountWhen.of("401", "5xx"),
                        FailurePolicy.DENY,
                        true,
                        Origin.CODE));
    }

    @Test
    void theDefaultRuleCountsUsersAfterAllOtherRules() {
        Rule rule = Rule.ofDefault(LIMIT, FailurePolicy.ALLOW);

        assertThat(rule.id()).isEqualTo("default");
        assertThat(rule.key()).isEqualTo(USER);
        assertThat(rule.when()).isEqualTo(Condition.always());
        assertThat(rule.priority()).isEqualTo(1_000_000);
        assertThat(rule.onStoreFailure()).isEqualTo(FailurePolicy.ALLOW);
        assertThat(rule.origin()).isEqualTo(Origin.SETTINGS);
    }

    @Test
    void onlyEnabledRulesThatAreNotOffAreActive() {
        Rule rule = Rule.of("a", USER, LIMIT);

        assertThat(rule.active()).isTrue();
        assertThat(rule.withMode(Mode.SHADOW).active()).isTrue();
        assertThat(rule.withMode(Mode.OFF).active()).isFalse();
    }

    @Test
    void whereARuleCameFromHasAWord() {
        Rule rule = Rule.of("a", USER, LIMIT);

        assertThat(rule.from(Origin.ANNOTATION).origin().id()).isEqualTo("annotation");
        assertThat(Origin.values())
                .extracting(Origin::id)
                .containsExactly("file", "settings", "code", "annotation", "stored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a/b", "é", "a\n"})
    void anIdOfOtherCharactersIsRefused(String id) {
        assertThatThrownBy(() -> Rule.of(id, USER, LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + id + "\" is not an id; accepted are 1 to 64 of A-Z a-z 0-9 . _ -");
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        Rule rule = Rule.of("a".repeat(64), USER, LIMIT);

        assertThatThrownBy(() -> Rule.of("a".repeat(65), USER, LIMIT)).hasMessageContaining("is not an id");
        assertThatThrownBy(() -> rule.withPriority(-1))
                .hasMessage("priority -1 is out of range; accepted are 0 to 1000000");
        assertThatThrownBy(() -> rule.withPriority(1_000_001)).hasMessageContaining("priority 1000001");
        assertThatThrownBy(() -> rule.withCost(0))
                .hasMessage("cost 0 is out of range; accepted are 1 to 1000000000000000");
        assertThatThrownBy(() -> Rule.of("a", USER)).hasMessage("a rule with 0 limits; accepted are 1 to 16");
        Limit[] many = Collections.nCopies(17, LIMIT).toArray(Limit[]::new);
        assertThatThrownBy(() -> Rule.of("a", USER, many)).hasMessage("a rule with 17 limits; accepted are 1 to 16");
    }

    @Test
    void severalLimitsOfOneAlgorithmNeedDistinctNames() {
        Limit hour = Limit.perHour(1_000);

        assertThat(Rule.of("a", USER, LIMIT.named("minute"), hour.named("hour")).limits())
                .hasSize(2);
        assertThatThrownBy(() -> Rule.of("a", USER, LIMIT, hour))
                .hasMessage("several limits are token and one has the name \"\"; accepted are distinct names for them");
        assertThatThrownBy(() -> Rule.of("a", USER, LIMIT, hour.named("hour"))).hasMessageContaining("the name \"\"");
        assertThatThrownBy(() -> Rule.of("a", USER, LIMIT.named("x"), hour.named("x")))
                .hasMessageContaining("\"x\"");
        assertThatThrownBy(() -> Rule.of("a", USER, LIMIT.named("a:b"))).hasMessageContaining("\"a:b\" is not an id");
    }

    @Test
    void bucketsAreNamedByTheirLimitWhereTheAlgorithmIsNotEnough() {
        Limit minute = LIMIT.named("minute");
        Limit hour = Limit.perHour(1_000).named("hour");
        Limit window =
                Limit.window(Algorithm.FIXED_WINDOW, 5, Duration.ofDays(1)).named("day");
        Rule rule = Rule.of("a", USER, minute, hour, window);

        assertThat(Rule.bucketLimit(minute, rule.limits())).isEqualTo(minute);
        assertThat(Rule.bucketLimit(hour, rule.limits())).isEqualTo(hour);
        assertThat(Rule.bucketLimit(window, rule.limits())).isEqualTo(window.named(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ip", "path", "global", "header:X-Api-Key"})
    void aRuleIsAnonymousThatAsksForNoUser(String key) {
        Rule rule = Rule.of("a", Key.of(key), LIMIT);
        Condition none = Condition.all(Condition.path("/a"), Condition.header("X-A", "1"), Condition.resource("A.b"));

        assertThat(rule.anonymous()).isTrue();
        assertThat(rule.withCondition(none).anonymous()).isTrue();
        for (Condition asks :
                List.of(Condition.user("alice"), Condition.plan("pro"), Condition.attribute("tenant", "acme"))) {
            assertThat(rule.withCondition(asks).anonymous()).isFalse();
            assertThat(rule.withCondition(Condition.any(none, Condition.not(asks)))
                            .anonymous())
                    .isFalse();
        }
    }

    @Test
    void aRuleThatCountsByUserOrByWhatTheApplicationAttachedIsNotAnonymous() {
        assertThat(Rule.of("a", USER, LIMIT).anonymous()).isFalse();
        assertThat(Rule.of("a", Key.of("ip", "user"), LIMIT).anonymous()).isFalse();
        assertThat(Rule.of("a", Key.of("attribute:tenant"), LIMIT).anonymous()).isFalse();
    }
}
