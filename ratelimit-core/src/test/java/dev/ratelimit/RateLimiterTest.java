package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final Limit FIVE = Limit.perDay(5);

    @Test
    void allowsAUserUpToTheDefaultLimit() {
        try (RateLimiter limiter = RateLimiter.builder().defaultLimit(FIVE).build()) {
            for (int left = 4; left >= 0; left--) {
                Verdict verdict = limiter.check("alice");
                assertThat(verdict.allowed()).isTrue();
                assertThat(verdict.decisions().get(0).remaining()).isEqualTo(left);
            }
            Verdict denied = limiter.check("alice");
            assertThat(denied.allowed()).isFalse();
            assertThat(denied.source()).isEqualTo(Source.MEMORY);
            assertThat(denied.retryAfterMillis())
                    .isBetween(1L, Duration.ofDays(1).toMillis() / 5);
            assertThat(limiter.check("bob").allowed()).isTrue();
        }
    }

    @Test
    void chargesNoRuleWhenAnotherDenies() {
        Rule tight = Rule.of("tight", Key.of("user"), Limit.perDay(1));
        Rule wide = Rule.of("wide", Key.of("user"), FIVE);
        try (RateLimiter limiter =
                RateLimiter.builder().rules(List.of(tight, wide)).build()) {
            limiter.check("alice");
            assertThat(limiter.check("alice").allowed()).isFalse();
            assertThat(limiter.check("alice").decisions().get(0).rule()).isEqualTo("tight");
            assertThat(limiter.check("wide", "alice", 0).decisions().get(0).remaining())
                    .isEqualTo(4);
        }
    }

    @Test
    void neverDeniesByAShadowRule() {
        Rule shadow = Rule.of("shadow", Key.of("user"), Limit.perDay(1)).withMode(Mode.SHADOW);
        try (RateLimiter limiter =
                RateLimiter.builder().rules(List.of(shadow)).defaultLimit(FIVE).build()) {
            limiter.check("alice");
            Verdict verdict = limiter.check("alice");
            assertThat(verdict.allowed()).isTrue();
            assertThat(verdict.decisions().get(0).rule()).isEqualTo("default");
            assertThat(verdict.decisions().get(1).allowed()).isFalse();
            assertThat(verdict.decisions().get(1).denies()).isFalse();
        }
    }

    @Test
    void checksOneRuleByIdWithACost() {
        Rule report = Rule.of("report", Key.of("user"), FIVE);
        try (RateLimiter limiter = RateLimiter.builder().rules(List.of(report)).build()) {
            assertThat(limiter.check("report", "alice", 4).allowed()).isTrue();
            assertThat(limiter.check("report", "alice", 2).allowed()).isFalse();
            assertThat(limiter.check("report", "alice", 6).retryAfterMillis()).isEqualTo(-1);
            assertThat(limiter.check("report", "alice", 1).allowed()).isTrue();
        }
    }

    @Test
    void namesTheRulesWhenAskedForAnUnknownOne() {
        try (RateLimiter limiter = RateLimiter.builder().defaultLimit(FIVE).build()) {
            assertThatThrownBy(() -> limiter.check("serach", "alice", 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no active rule \"serach\"; the rules are [default]");
            assertThatThrownBy(() -> limiter.check("default", "alice", -1)).hasMessageContaining("cost -1");
            assertThatThrownBy(() -> limiter.check(" ")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesToLimitNothing() {
        assertThatThrownBy(() -> RateLimiter.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("defaultLimit(Limit.perMinute(100))");
    }

    @Test
    void letsRequestsPassThatNoRuleMeets() {
        Rule byPath = Rule.of("by-path", Key.of("path"), FIVE);
        try (RateLimiter limiter = RateLimiter.builder().rules(List.of(byPath)).build()) {
            assertThat(limiter.check("alice").source()).isEqualTo(Source.NO_RULE);
            assertThat(limiter.check("alice").allowed()).isTrue();
        }
    }

    @Test
    void tellsItsListenerAndSurvivesIt() {
        List<Verdict> heard = new ArrayList<>();
        LimitListener listener = (verdict, took) -> {
            heard.add(verdict);
            throw new IllegalStateException("a faulty listener of " + took);
        };
        try (RateLimiter limiter =
                RateLimiter.builder().defaultLimit(FIVE).listener(listener).build()) {
            assertThat(limiter.check("alice").allowed()).isTrue();
            assertThat(limiter.check("alice").allowed()).isTrue();
        }
        assertThat(heard).hasSize(2);
    }

    @Test
    void survivesALibraryOfMetricsThatIsThereInPart() {
        List<Verdict> heard = new ArrayList<>();
        try (RateLimiter limiter = RateLimiter.builder().defaultLimit(FIVE).build()) {
            limiter.observations().measured().listen((verdict, nanos) -> {
                throw new NoSuchMethodError("of another version");
            });
            Runnable end = limiter.observations().measured().listen((verdict, nanos) -> heard.add(verdict));
            assertThat(limiter.check("alice").allowed()).isTrue();
            end.run();
            assertThat(limiter.check("alice").allowed()).isTrue();
        }
        assertThat(heard).hasSize(1);
    }
}
