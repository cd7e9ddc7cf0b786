package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.redis.RedisStore;
import dev.ratelimit.redis.RedisStores;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.simulation.Simulation;
import dev.ratelimit.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is simulated is what Redis decided, by its own clock. */
@Tag("redis")
class SimulatedTruthOnRedisTest {

    private static final int REQUESTS = 4_000;
    private static final List<String> USERS =
            IntStream.range(0, 15).mapToObj(i -> "user-" + i).toList();

    @RegisterExtension
    static final RedisLook redis = new RedisLook();

    static List<Rule> rules() {
        return DraftRules.fast();
    }

    private static WatchedLimiter open(String prefix, Rule rule) {
        RedisStore store = RedisStores.open(
                RedisTarget.parse(redis.server().address()).address(),
                new RedisSettings(prefix, Duration.ofSeconds(10), 512));
        return WatchedLimiter.onRedis(store, rule);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isWhatTheRuleDoesWhenItIsEnforced(Rule rule) {
        try (WatchedLimiter enforced = open("first", rule);
                WatchedLimiter without = open("second", Rule.of("other", Key.of("user"), Limit.perDay(1_000_000)))) {
            Instant start = Instant.now().minusSeconds(5);
            Random random = new Random(7);
            long slowest = 0;
            for (int i = 1; i <= REQUESTS; i++) {
                String user = USERS.get(random.nextInt(USERS.size()));
                String route = random.nextBoolean() ? "/orders" : "/search";
                long before = System.nanoTime();
                enforced.check(TestRequest.get(route).principal(user), user, route);
                without.check(TestRequest.get(route).principal(user), user, route);
                slowest = Math.max(slowest, System.nanoTime() - before);
                if (i % 400 == 0) {
                    enforced.flush();
                    without.flush();
                }
            }
            Instant end = Instant.now().plusSeconds(5);
            Map<String, Long> truth = enforced.denied();

            Traffic own = enforced.traffic(start, end);
            assertThat(own.level()).isZero();
            assertThat(sum(truth)).isPositive();
            Simulation same = enforced.limiter().observations().simulate(rule, own, USERS);
            assertThat(WatchedLimiter.denied(same.users()))
                    .as("by the very times at which Redis decided")
                    .isEqualTo(truth);
            assertThat(same.total().current()).isEqualTo(same.total().denied());

            Simulation other = without.limiter().observations().simulate(rule, without.traffic(start, end), USERS);
            long off = 0;
            for (String user : new TreeSet<>(truth.keySet())) {
                off = Math.max(
                        off,
                        Math.abs(truth.get(user)
                                - WatchedLimiter.denied(other.users()).getOrDefault(user, 0L)));
            }
            System.out.printf(
                    "%s: %d of %d denied, %d simulated of requests that came up to %.1f ms later; a user is off by %d%n",
                    rule.id(), sum(truth), REQUESTS, other.total().denied(), slowest / 1e6, off);
            assertThat(off).as("what the later times allow").isLessThanOrEqualTo(3 + 100 * slowest / 1_000_000_000);
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
