package dev.ratelimit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.rig.PlainRedis;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Redis of 20 MB is flooded with 400,000 keys: does it forget who had used up his limit? */
@Tag("fault")
class EvictionTest {

    private static final int USERS = 100;
    private static final String FLOOD = "for i = 1, 50000 do redis.call('SET', ARGV[1] .. i, i, 'PX', 60000) end";

    @ParameterizedTest
    @CsvSource({"allkeys-lru, 100", "volatile-lru, 100", "allkeys-lfu, 100", "volatile-ttl, 0"})
    void forgets(String policy, int atMost) {
        try (RedisServer server = RedisServer.start("--maxmemory", "20mb", "--maxmemory-policy", policy);
                PlainRedis redis = new PlainRedis(server.port())) {
            try (RateLimiter limiter = Rig.limiter(server.address(), Setting.USUAL)) {
                for (int i = 0; i < USERS * (Setting.LIMIT.capacity() + 1); i++) {
                    limiter.check("user" + i % USERS);
                }
            }
            for (int i = 0; i < 8; i++) {
                assertThat(redis.ask("EVAL", FLOOD, "0", "flood" + i + ":")).doesNotStartWith("-OOM");
            }
            // Another node, which remembers no denial.
            try (RateLimiter limiter = Rig.limiter(server.address(), Setting.USUAL)) {
                long forgotten = IntStream.range(0, USERS)
                        .filter(i -> limiter.check("user" + i).allowed())
                        .count();
                assertThat(forgotten).isLessThanOrEqualTo(atMost);
                new Finding(
                                "eviction-" + policy,
                                "20 MB under maxmemory-policy " + policy + ", 400,000 keys of a minute come in",
                                forgotten + " of 100 users at their limit forgotten")
                        .write();
            }
        }
    }
}
