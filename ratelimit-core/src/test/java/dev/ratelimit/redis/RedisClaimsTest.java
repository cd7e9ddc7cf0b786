package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which of several nodes tells of what they notice. */
@Tag("redis")
class RedisClaimsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    static final TestRedis redis = new TestRedis();

    private final RedisClaims one = node();
    private final RedisClaims other = node();

    private static RedisClaims node() {
        return ((RedisStore) redis.store()).claims();
    }

    @Test
    void whoeverComesFirstTells() {
        assertThat(one.first("daily alice", 80, HOUR)).isTrue();
        assertThat(other.first("daily alice", 80, HOUR)).isFalse();
        assertThat(other.first("daily bob", 80, HOUR)).isTrue();
    }

    @Test
    void ofWhoHasUsedAllItIsNotToldThatHeHasUsedMost() {
        assertThat(one.first("daily alice", 80, HOUR)).isTrue();
        assertThat(other.first("daily alice", 100, HOUR)).isTrue();
        assertThat(one.first("daily alice", 100, HOUR)).isFalse();
        assertThat(one.first("daily alice", 80, HOUR)).isFalse();
        assertThat(redis.look().keys("*")).hasSize(1);
    }

    @Test
    void aClaimLastsAsLongAsTheLastingOne() {
        assertThat(one.first("daily alice", 80, HOUR)).isTrue();
        assertThat(other.first("daily alice", 100, HOUR.multipliedBy(2))).isTrue();
        assertThat(one.first("daily bob", 80, HOUR.multipliedBy(2))).isTrue();
        assertThat(other.first("daily bob", 100, HOUR)).isTrue();
        List<String> claims = redis.look().keys("*");
        assertThat(claims)
                .hasSize(2)
                .allSatisfy(claim -> assertThat(redis.look().pttl(claim)).isBetween(7_100_000L, 7_200_000L));
    }
}
