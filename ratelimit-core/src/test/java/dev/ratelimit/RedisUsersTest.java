package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.StoreException;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("redis")
class RedisUsersTest extends UsersContract {

    private static final int ROUNDS = Integer.getInteger("proof.rounds", 150);
    private static final long SEED = Long.getLong("proof.seed", System.nanoTime());

    @RegisterExtension
    static final RedisLook LOOK = new RedisLook();

    private static final RedisCommands<String, String> redis = LOOK.commands();

    @Override
    RateLimiterBuilder builder() {
        return LOOK.builder();
    }

    @Test
    void leavesNothingOfADeletedUserUnderAnyAlgorithmOrRule() {
        List<Rule> rules = new ArrayList<>();
        for (Algorithm algorithm : Algorithm.values()) {
            limiter(five(algorithm)).check("alice");
            rules.add(Rule.of("by.user-" + algorithm.id(), Key.of("user"), five(algorithm)));
        }
        limiter(Limit.perHour(5), rules.toArray(Rule[]::new)).check("alice");
        redis.set("ratelimit:token:pairs:%2Forders:alice", "a bucket of another application's rule");
        assertThat(redis.keys("*alice*")).hasSize(1 + 5 + 5 + 1);

        RateLimiter limiter = limiter(Limit.perHour(5), Rule.of("alice", Key.of("user"), Limit.perHour(5)));
        limiter.check("alice2");
        limiter.check("malice");
        List<String> bystanders = redis.keys("*alice2*");
        bystanders.addAll(redis.keys("*malice*"));
        limiter.users().delete("alice");

        assertThat(redis.sismember("ratelimit:users", "alice")).isFalse();
        assertThat(redis.keys("*alice*")).containsExactlyInAnyOrderElementsOf(new HashSet<>(bystanders));
    }

    @Test
    void showsOnOneNodeAtOnceWhatAnotherChanged() {
        RateLimiter one = limiter(Limit.perHour(5));
        RateLimiter other = limiter(Limit.perHour(5));
        other.check("alice");
        one.users().customise("alice", Limit.perSecond(9));
        assertThat(other.check("alice").decisions().get(0).limit().capacity()).isEqualTo(9);
        one.users().delete("alice");
        assertThat(other.check("alice").decisions().get(0).remaining()).isEqualTo(4);
    }

    @Test
    void writesCustomLimitsUnderTheNamesOfTheDesign() {
        RateLimiter limiter = limiter(Limit.perSecond(5));
        limiter.check("alice");
        limiter.users().customise("alice", Limit.bucket(Algorithm.TOKEN, 10, 5, Duration.ofSeconds(2)));
        assertThat(redis.hgetall("ratelimit:users:alice"))
                .containsEntry("max_tokens", "10")
                .containsEntry("refill_rate", "2.5")
                .containsEntry("custom", "1")
                .containsKeys("created_at", "updated_at", "version");
        assertThat(redis.ttl("ratelimit:users:alice")).isEqualTo(-1);
    }

    /**
     * Two nodes create, change, delete and sweep one user in every order: the record is whole or not there at all, and
     * then not listed either. In every other round users are idle so soon that they expire meanwhile.
     */
    @Test
    void neverLeavesAHalfMadeRecord() {
        List<RateLimiter> nodes = List.of(limiter(Limit.perHour(5)), limiter(Limit.perHour(5)));
        List<RateLimiter> hasty = List.of(hasty(), hasty());
        List<BiConsumer<RateLimiter, String>> deeds = List.of(
                RateLimiter::check,
                (node, user) -> node.users().customise(user, Limit.perSecond(9)),
                (node, user) -> node.users().delete(user),
                (node, user) -> node.users().sweep());
        Random seeds = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            String user = "user" + round;
            String at = "round " + round + " of -Dproof.seed=" + SEED;
            List<RateLimiter> pair = round % 2 == 0 ? nodes : hasty;
            CompletableFuture.allOf(pair.stream()
                            .map(node -> rush(node, user, deeds, new Random(seeds.nextLong())))
                            .toArray(CompletableFuture[]::new))
                    .join();
            Map<String, String> record = settled(pair.get(0), user, at);
            assertThat(redis.sismember("ratelimit:users", user))
                    .as("listed after %s", at)
                    .isEqualTo(!record.isEmpty());
            if (!record.isEmpty()) {
                assertThat(record)
                        .as(at)
                        .containsKeys("max_tokens", "refill_rate", "created_at", "updated_at", "version", "custom");
                assertThat(record.get("version").equals("0"))
                        .as("untouched after %s", at)
                        .isEqualTo(record.get("custom").equals("0"));
            }
            pair.get(round % 4 / 2).users().delete(user);
            assertThat(redis.keys("*" + user + "*")).as("left after %s", at).isEmpty();
            assertThat(redis.sismember("ratelimit:users", user))
                    .as("listed when deleted after %s", at)
                    .isFalse();
        }
    }

    private RateLimiter hasty() {
        return opened(builder()
                .userIdle(Duration.ofMillis(2))
                .defaultLimit(Limit.perHour(5))
                .build());
    }

    /** A node of its own for each thread. */
    private static CompletableFuture<Void> rush(
            RateLimiter node, String user, List<BiConsumer<RateLimiter, String>> deeds, Random random) {
        return CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < 8; i++) {
                        deeds.get(random.nextInt(deeds.size())).accept(node, user);
                    }
                },
                task -> new Thread(task, "node").start());
    }

    /** The record when it will expire no more: it is to last, or has gone and was swept. */
    private static Map<String, String> settled(RateLimiter node, String user, String at) {
        String key = "ratelimit:users:" + user;
        await(at).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            node.users().sweep();
            long left = redis.pttl(key);
            return left < 0 || left > 60_000;
        });
        node.users().sweep();
        return redis.hgetall(key);
    }

    @Test
    void sweepsUsersWhoAreIdleButNoCustomOnes() {
        try (RateLimiter limiter = builder()
                .userIdle(Duration.ofMillis(500))
                .defaultLimit(Limit.perHour(5))
                .build()) {
            limiter.check("idle");
            limiter.check("custom");
            limiter.users().customise("custom", Limit.perSecond(9));
            assertThat(limiter.users().sweep()).isZero();
            await().until(() -> redis.exists("ratelimit:users:idle") == 0);
            assertThat(limiter.users().sweep()).isEqualTo(1);
            assertThat(redis.smembers("ratelimit:users")).containsExactly("custom");
        }
    }

    @Test
    void renewsTheLifeOfAUserByChecksButNotByEachOne() {
        try (RateLimiter limiter = builder()
                .userIdle(Duration.ofDays(2))
                .defaultLimit(Limit.perHour(5))
                .build()) {
            limiter.check("alice");
            redis.pexpire("ratelimit:users:alice", 60_000);
            limiter.check("alice");
            assertThat(redis.pttl("ratelimit:users:alice")).isLessThanOrEqualTo(60_000);
        }
        limiter(Limit.perHour(5)).check("alice");
        assertThat(redis.ttl("ratelimit:users:alice"))
                .isGreaterThan(Duration.ofDays(29).toSeconds());
    }

    @Test
    void givesALifetimeToRecordsThatHaveNone() {
        RateLimiter limiter = limiter(Limit.perHour(5));
        limiter.check("alice");
        redis.persist("ratelimit:users:alice");
        limiter.users().sweep();
        assertThat(redis.ttl("ratelimit:users:alice")).isPositive();
    }

    @Test
    void givesALifetimeToAUserWhoIsMadeAnewAfterADeletion() {
        RateLimiter limiter = limiter(Limit.perHour(5));
        limiter.check("alice");
        limiter.users().delete("alice");
        limiter.check("alice");
        assertThat(redis.ttl("ratelimit:users:alice")).isPositive();
    }

    @Test
    void takesAMemberOfTheListWithoutARecordForAUserWithTheDefaults() {
        RateLimiter limiter = limiter(Limit.perHour(5));
        redis.sadd("ratelimit:users", "alice");
        assertThat(limiter.users().find("alice").orElseThrow().custom()).isFalse();
        assertThat(limiter.users().find("bob")).isEmpty();
        limiter.check("alice");
        assertThat(redis.hgetall("ratelimit:users:alice")).containsEntry("max_tokens", "5");
    }

    @Test
    void keepsNoRecordOfAnIdThatCouldBeSeveralUsers() {
        RateLimiter limiter = limiter(Limit.perHour(1));
        assertThat(limiter.check("\ud800").allowed()).isTrue();
        assertThat(limiter.check("\udc00").allowed()).isTrue();
        assertThat(limiter.check("\ud800").allowed()).isFalse();
        assertThat(redis.exists("ratelimit:users")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0; FLUSHALL", "99999999999999999999", "-1"})
    void refusesACursorThatIsNone(String cursor) {
        assertThatThrownBy(() -> limiter(Limit.perHour(5)).users().list(cursor, "", 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(cursor);
    }

    @Test
    void saysSoWhenRedisIsAway() {
        try (RedisServer own = RedisServer.start();
                RateLimiter limiter = RateLimiter.builder()
                        .redis(own.address())
                        .defaultLimit(Limit.perHour(5))
                        .build()) {
            assertThat(limiter.reachable(Duration.ofSeconds(1))).isTrue();
            own.kill();
            assertThatThrownBy(() -> limiter.users().find("alice")).isInstanceOf(StoreException.class);
            await().until(() -> !limiter.reachable(Duration.ofMillis(400)));
        }
    }

    @Test
    void hasNoKeyWithoutALifetimeButTheListAndTheCounter() {
        for (Algorithm algorithm : Algorithm.values()) {
            limiter(five(algorithm)).check("alice");
        }
        limiter(Limit.perHour(5)).users().delete("bob");
        assertThat(redis.keys("*").stream().filter(key -> redis.ttl(key) == -1))
                .isSubsetOf(Arrays.asList("ratelimit:users", "ratelimit:version"));
    }
}
