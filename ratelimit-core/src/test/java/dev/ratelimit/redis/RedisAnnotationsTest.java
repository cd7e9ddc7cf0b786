package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What lies under the key of what annotations say, how long, and who is told. */
@Tag("redis")
class RedisAnnotationsTest {

    private static final String KEY = "ratelimit:annotated";
    private static final Rule SEARCH =
            Rule.of("search", Key.of("user"), Limit.perHour(5)).from(Origin.ANNOTATION);

    @RegisterExtension
    static final TestRedis redis = new TestRedis();

    private final List<Rule> listed = new ArrayList<>();

    private static RedisAnnotations node(Duration renewal) {
        return ((RedisStore) redis.store()).annotations(renewal);
    }

    private List<Rule> refresh(RedisAnnotations node, Rule... own) {
        listed.clear();
        node.refresh(List.of(own), listed::addAll);
        return listed;
    }

    @Test
    void livesForAWeekFromTheLastRenewal() {
        RedisAnnotations node = node(Duration.ZERO);
        refresh(node, SEARCH);
        redis.look().pexpire(KEY, 60_000);
        assertThat(refresh(node, SEARCH)).containsExactly(SEARCH);
        assertThat(redis.look().pttl(KEY))
                .isBetween(Duration.ofDays(6).toMillis(), Duration.ofDays(7).toMillis());
    }

    @Test
    void tellsOnlyWhatIsNewUntilItIsTimeTo() {
        RedisAnnotations node = node(Duration.ofHours(1));
        refresh(node, SEARCH);
        redis.look().pexpire(KEY, 60_000);
        refresh(node, SEARCH);
        assertThat(redis.look().pttl(KEY)).isLessThanOrEqualTo(60_000);
        refresh(node, SEARCH.withCost(2));
        assertThat(redis.look().pttl(KEY)).isGreaterThan(60_000);
    }

    @Test
    void countsARenewalAsNoChange() {
        RedisAnnotations node = node(Duration.ZERO);
        refresh(node, SEARCH);
        refresh(node, SEARCH);
        assertThat(redis.look().get("ratelimit:version")).isEqualTo("1");
        refresh(node, SEARCH.withCost(2));
        assertThat(redis.look().get("ratelimit:version")).isEqualTo("2");
        refresh(node);
        assertThat(redis.look().get("ratelimit:version")).isEqualTo("3");
        assertThat(redis.look().exists(KEY)).isZero();
    }

    @Test
    void sweepsWhatNobodyHasToldForAWeek() {
        long now = System.currentTimeMillis() / 1_000;
        redis.look().hset(KEY, "gone", told("gone", now - Duration.ofDays(8).toSeconds()));
        redis.look().hset(KEY, "there", told("there", now - Duration.ofDays(6).toSeconds()));
        refresh(node(Duration.ZERO), SEARCH);
        assertThat(redis.look().hkeys(KEY)).containsExactlyInAnyOrder("there", "search");
    }

    private static String told(String id, long second) {
        String json = Kind.RULE.write(Rule.of(id, Key.of("user"), Limit.perHour(5)));
        return json.substring(0, json.length() - 1) + ",\"updated_at\":" + second + "}";
    }

    @Test
    void keepsTheLastGoodOneAndSkipsWhatCannotBeUsed() {
        RedisAnnotations other = node(Duration.ofHours(1));
        refresh(node(Duration.ofHours(1)), SEARCH);
        assertThat(refresh(other)).containsExactly(SEARCH);
        redis.look().hset(KEY, "search", "{");
        redis.look().hset(KEY, "never", "[]");
        redis.look().hset(KEY, "not an id", told("x", 1));
        assertThat(refresh(other)).containsExactly(SEARCH);
        redis.look().hdel(KEY, "search");
        assertThat(refresh(other)).isEmpty();
    }

    @Test
    void ignoresMoreThanTenThousand() {
        for (int i = 0; i < Kind.MOST + 5; i++) {
            redis.look().hset(KEY, "r" + i, told("r" + i, 1));
        }
        assertThat(refresh(node(Duration.ofHours(1)))).hasSize(Kind.MOST);
    }
}
