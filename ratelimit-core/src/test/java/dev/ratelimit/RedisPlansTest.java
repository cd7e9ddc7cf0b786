package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rule.Condition;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.user.Customisation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class RedisPlansTest extends PlansContract {

    @RegisterExtension
    static final RedisLook redis = new RedisLook();

    @Override
    RateLimiterBuilder builder() {
        return redis.builder();
    }

    @Test
    void liesInRedisAsTheDesignSays() {
        RateLimiter limiter = limiter();
        limiter.planRepository().put(new Plan("pro", overrides("search", Limit.perHour(50))), "carol");
        limiter.users().put("alice", Customisation.NONE.withPlan("pro"), Limit.perHour(100));

        assertThat(redis.commands().hget("ratelimit:plans", "pro")).startsWith("{\"overrides\":{\"search\":[{");
        assertThat(redis.commands().hgetall("ratelimit:users:alice"))
                .containsEntry("plan", "pro")
                .containsEntry("custom", "0");
        assertThat(redis.commands().ttl("ratelimit:users:alice")).isEqualTo(-1);
        limiter.users().sweep();
        assertThat(redis.commands().ttl("ratelimit:users:alice")).isEqualTo(-1);
    }

    @Test
    void aNodeThatKnowsNobodyLearnsThePlanWithinTheFirstCheck() {
        Rule free = Rule.of("free", Key.of("user"), Limit.perHour(3)).withCondition(Condition.plan("free"));
        limiter(free).users().put("alice", Customisation.NONE.withPlan("free"), Limit.perHour(100));
        try (RateLimiter node = builder().rules(List.of(free)).build()) {
            assertThat(node.check("alice").decisions())
                    .extracting(Decision::rule)
                    .containsExactly("free");
            assertThat(node.check("bob").source()).isEqualTo(Source.NO_RULE);

            long before = redis.calls("evalsha");
            assertThat(node.check("bob").source()).isEqualTo(Source.NO_RULE);
            assertThat(redis.calls("evalsha"))
                    .as("bob is known to have no plan")
                    .isEqualTo(before);
        }
    }

    @Test
    void whatOneNodeWritesHoldsOnTheNextCheckOfAnother() {
        Rule search = Rule.of("search", Key.of("user"), Limit.perHour(5));
        RateLimiter one = limiter(search);
        RateLimiter other = limiter(search);
        for (long i = 1; i <= 100; i++) {
            String user = "user" + i;
            other.check(user);
            one.users()
                    .put(
                            user,
                            Customisation.NONE.withOverrides(overrides("search", Limit.perHour(i + 5))),
                            Limit.perHour(100));
            long capacity = i + 5L;
            assertThat(other.check(user).decisions())
                    .anySatisfy(
                            decision -> assertThat(decision.limit().capacity()).isEqualTo(capacity));
        }
    }

    @Test
    void asksForAPlanOnlyWhereARuleDoes() {
        try (RateLimiter node = builder()
                .rules(List.of(Rule.of("a", Key.of("ip"), Limit.perHour(3)).withCondition(Condition.path("/a"))))
                .build()) {
            long before = redis.calls("evalsha");
            node.check("alice");
            assertThat(redis.calls("evalsha")).isEqualTo(before);
        }
    }

    @Test
    void aCheckWithoutRedisGoesOnWithoutPlans() {
        Rule free = Rule.of("free", Key.of("user"), Limit.perHour(3)).withCondition(Condition.plan("free"));
        try (RedisLook own = new RedisLook();
                RateLimiter node = own.builder().rules(List.of(free)).build()) {
            own.server().kill();
            long start = System.nanoTime();
            assertThat(node.check("alice").allowed()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
