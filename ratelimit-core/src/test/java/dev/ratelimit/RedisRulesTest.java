package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.rule.Conflict;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesException;
import dev.ratelimit.store.StoreException;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class RedisRulesTest extends RuleRepositoryContract {

    @RegisterExtension
    static final RedisLook LOOK = new RedisLook();

    private static final RedisCommands<String, String> redis = LOOK.commands();

    @Override
    RateLimiterBuilder builder() {
        return LOOK.builder();
    }

    @Override
    boolean shared() {
        return true;
    }

    @Test
    void liesInRedisAsTheDesignSays() {
        Repository<Rule> rules = limiter().ruleRepository();
        long version = rules.create(SEARCH, "carol").version();

        assertThat(redis.hgetall("ratelimit:rules")).containsOnlyKeys("search");
        assertThat(redis.hget("ratelimit:rules", "search"))
                .startsWith("{\"id\":\"search\",")
                .contains("\"version\":" + version + ",\"created_at\":");
        assertThat(redis.get("ratelimit:version")).isEqualTo("" + version);
        assertThat(rules.load().version()).isEqualTo(version);
        assertThat(redis.xlen("ratelimit:rules:history")).isEqualTo(1);
    }

    @Test
    void findsAtTheStartWhatWasStoredBefore() {
        limiter().ruleRepository().create(SEARCH, "carol");

        assertThat(limiter().check("alice").decisions()).hasSize(2);
    }

    @Test
    void keepsTheLastGoodRulesWhenOneCannotBeRead() {
        RateLimiter limiter = limiter();
        limiter.ruleRepository().create(SEARCH, "carol");
        redis.hset("ratelimit:rules", "bad", "{");

        assertThatThrownBy(() -> limiter.ruleRepository().load()).isInstanceOf(RulesException.class);
        assertThat(limiter.rules().find("search")).isPresent();
    }

    @Test
    void startsWithoutAnyRuleAndSaysSoOnce() {
        try (LogLines log = new LogLines();
                RateLimiter limiter = LOOK.builder().build()) {
            assertThat(limiter.check("alice").allowed()).isTrue();
            assertThat(limiter.check("alice").source()).isEqualTo(Source.NO_RULE);
            assertThat(log.containing("Everything passes until somebody stores a rule on Redis"))
                    .hasSize(1);
            limiter.ruleRepository().create(SEARCH, "carol");
            assertThat(limiter.check("alice").decisions()).hasSize(1);
        }
        try (LogLines log = new LogLines();
                RateLimiter limiter = LOOK.builder().build()) {
            assertThat(limiter.check("alice").decisions()).hasSize(1);
            assertThat(log.containing("Everything passes")).isEmpty();
        }
    }

    @Test
    void putsBackWhatRedisHasEvicted() {
        RateLimiter limiter = limiter();
        limiter.ruleRepository().create(SEARCH, "carol");
        redis.del("ratelimit:rules");
        redis.publish("ratelimit:events", "anything");

        await().until(() -> redis.hexists("ratelimit:rules", "search"));
        assertThat(limiter.rules().find("search")).isPresent();
    }

    @Test
    void aNodeThatMissedTheLastChangeDoesNotPutBackAnOlderOne() {
        RateLimiter limiter = limiter();
        limiter.ruleRepository().create(SEARCH, "carol");
        redis.hset("ratelimit:versions", "rules", "1000");
        redis.del("ratelimit:rules");
        redis.publish("ratelimit:events", "anything");

        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(5))
                .until(() -> limiter.rules().find("search").isPresent() && redis.exists("ratelimit:rules") == 0);
    }

    @Test
    void keepsItsRulesWhileRedisIsAway() {
        RedisServer own = RedisServer.start();
        try (RateLimiter limiter = RateLimiter.builder()
                .redis(own.address())
                .redisSettings(RedisLook.PATIENT)
                .defaultLimit(Limit.perHour(5))
                .build()) {
            limiter.ruleRepository().create(SEARCH, "carol");
            own.kill();
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> limiter.check("alice").decisions().size() == 2);
        } finally {
            own.close();
        }
    }

    @Test
    void refusesOneMoreThanThereMayBe() {
        Repository<Rule> rules = limiter().ruleRepository();
        rules.replace(rules(10_000), Repository.ANY, "carol");

        assertThatThrownBy(() -> rules.create(SEARCH, "carol"))
                .isInstanceOf(Conflict.class)
                .hasMessage("the set of rules would be too large; accepted are at most 10,000");
        assertThat(rules.load().entries()).hasSize(10_000);
    }

    @Test
    void replacesAsManyRulesAsThereMayBe() {
        RateLimiter limiter = limiter();
        Repository<Rule> rules = limiter.ruleRepository();
        assertThat(rules.replace(rules(10_000), Repository.ANY, "carol").entries())
                .hasSize(10_000);
        assertThat(limiter.rules().find("rule-9999")).isPresent();
        assertThat(rules.history(1).get(0).after()).hasSize(10_000);

        assertThat(rules.replace(List.of(), Repository.ANY, "carol").entries()).isEmpty();
        assertThat(limiter.rules().find("rule-9999")).isEmpty();
    }

    private static List<Rule> rules(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> Rule.of("rule-" + i, Key.of("ip"), Limit.perHour(5)))
                .toList();
    }

    @Test
    void followsAgainWhenTheCounterCanBeReadAgain() {
        RateLimiter limiter = limiter();
        redis.set("ratelimit:version", "garbage");
        redis.publish("ratelimit:events", "anything");
        assertThat(limiter.check("alice").allowed()).isTrue();
        redis.set("ratelimit:version", "7");
        RateLimiter other = limiter();
        other.ruleRepository().create(SEARCH, "carol");
        await().until(() -> limiter.rules().find("search").isPresent());
    }

    @Test
    void aKeyOfAnotherTypeHoldsUpNothingElse() {
        redis.set("ratelimit:plans", "garbage");
        RateLimiter limiter = limiter();
        RateLimiter other = limiter();
        other.denyList().put("alice", "", "carol", null);
        other.ruleRepository().create(SEARCH, "carol");
        await().until(() -> limiter.rules().find("search").isPresent());
        assertThat(limiter.check("alice").allowed()).isFalse();

        redis.set("ratelimit:rules:history", "garbage");
        String before = redis.get("ratelimit:version");
        assertThatThrownBy(() -> other.ruleRepository().put(SEARCH.withCost(9), "carol"))
                .isInstanceOf(StoreException.class);
        assertThat(redis.get("ratelimit:version")).as("nothing was changed").isEqualTo(before);
    }
}
