package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesException;
import dev.ratelimit.store.StoreException;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("redis")
class RedisRulesTest extends RuleRepositoryContract {

    /** A figure that is promised is reported here; a crowded machine may take ten times as long. */
    private static final int FACTOR = Integer.getInteger("proof.factor", 10);

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

    /** Nodes without hints look at the counter of changes each second. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reachesEveryNodeInTime(boolean hints) {
        List<RateLimiter> nodes = Stream.generate(() -> node(hints)).limit(3).toList();
        try {
            Repository<Rule> rules = nodes.get(0).ruleRepository();
            rules.create(SEARCH, "start");
            int changes = hints ? 200 : 5;
            long[] millis = IntStream.rangeClosed(1, changes)
                    .mapToLong(i -> millisUntilEnforced(rules, i + 1, nodes))
                    .sorted()
                    .toArray();
            long p99 = millis[(int) Math.ceil(changes * 0.99) - 1];
            System.out.printf(
                    "a changed rule was enforced on 3 nodes after %d ms (median), %d ms (99%%) %s%n",
                    millis[changes / 2], p99, hints ? "with hints" : "without hints");
            assertThat(p99).isLessThan(FACTOR * (hints ? 100L : 2_000L));
        } finally {
            nodes.forEach(RateLimiter::close);
        }
    }

    private static RateLimiter node(boolean hints) {
        redis.dispatch(
                CommandType.ACL,
                new StatusOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8)
                        .add("SETUSER")
                        .add("deaf")
                        .add("on")
                        .add(">secret")
                        .add("~*")
                        .add("+@all")
                        .add("resetchannels"));
        String user = hints ? "" : "deaf:secret@";
        return RateLimiter.builder()
                .redis("redis://" + user + LOOK.server().address())
                .redisSettings(RedisLook.PATIENT)
                .defaultLimit(Limit.perHour(1_000_000))
                .build();
    }

    private static long millisUntilEnforced(Repository<Rule> rules, int cost, List<RateLimiter> nodes) {
        rules.update(SEARCH.withCost(cost), Repository.ANY, "writer");
        long start = System.nanoTime();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> nodes.stream()
                        .allMatch(node -> node.rules()
                                .find("search")
                                .filter(rule -> rule.cost() == cost)
                                .isPresent()));
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    @Test
    void keepsTheLastGoodRulesWhenTheDataAreGone() {
        RateLimiter limiter = limiter();
        limiter.ruleRepository().create(SEARCH, "carol");
        await().until(() -> limiter.rules().find("search").isPresent());

        redis.flushall();
        redis.publish("ratelimit:events", "anything");

        assertStays(limiter);
        // What is stored after that counts again, though its numbers begin anew.
        limiter.ruleRepository().create(SEARCH.withCost(4), "carol");
        await().until(() -> limiter.rules().find("search").orElseThrow().cost() == 4);
    }

    @Test
    void keepsTheLastGoodRulesWhenOneCannotBeRead() {
        RateLimiter limiter = limiter();
        limiter.ruleRepository().create(SEARCH, "carol");
        await().until(() -> limiter.rules().find("search").isPresent());

        for (String garbage : Arrays.asList("{", "7", "{\"id\":\"other\"}", "\"" + "x".repeat(10_000_000) + "\"")) {
            redis.hset("ratelimit:rules", "bad", garbage);
            redis.incr("ratelimit:version");
            redis.publish("ratelimit:events", "anything");
            assertThatThrownBy(() -> limiter.ruleRepository().load()).isInstanceOf(RulesException.class);
            assertStays(limiter);
        }

        redis.hdel("ratelimit:rules", "bad");
        limiter.ruleRepository().create(Rule.of("more", Key.of("ip"), Limit.perHour(5)), "carol");
        await().until(() -> limiter.rules().find("more").isPresent());
    }

    /** Long enough for a node to have looked. */
    private static void assertStays(RateLimiter limiter) {
        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(5))
                .until(() -> limiter.rules().find("search").isPresent());
    }

    @Test
    void keepsItsRulesWhileRedisIsAwayAndFollowsItWhenItIsBack() {
        RedisServer own = RedisServer.start();
        try (RateLimiter limiter = RateLimiter.builder()
                .redis(own.address())
                .redisSettings(RedisLook.PATIENT)
                .defaultLimit(Limit.perHour(5))
                .build()) {
            limiter.ruleRepository().create(SEARCH, "carol");
            await().until(() -> limiter.rules().find("search").isPresent());
            own.kill();
            assertStays(limiter);
            assertThat(limiter.check("alice").decisions()).hasSize(2);
        } finally {
            own.close();
        }
    }

    @Test
    void replacesAsManyRulesAsThereMayBe() {
        RateLimiter limiter = limiter();
        List<Rule> many = IntStream.range(0, 10_000)
                .mapToObj(i -> Rule.of("rule-" + i, Key.of("ip"), Limit.perHour(5)))
                .toList();
        Repository<Rule> rules = limiter.ruleRepository();
        assertThat(rules.replace(many, Repository.ANY, "carol").entries()).hasSize(10_000);
        assertThat(limiter.rules().find("rule-9999")).isPresent();
        assertThat(rules.history(1).get(0).after()).hasSize(10_000);

        assertThat(rules.replace(List.of(), Repository.ANY, "carol").entries()).isEmpty();
        assertThat(limiter.rules().find("rule-9999")).isEmpty();
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
