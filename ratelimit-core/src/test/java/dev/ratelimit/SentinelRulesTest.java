package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rig.SentinelRig;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody changes on the new master reaches each node, although none had any request meanwhile. */
@Tag("redis")
@Tag("outage")
class SentinelRulesTest {

    @Test
    void nodesHearOfChangesAfterAFailover() {
        try (SentinelRig rig = new SentinelRig();
                RateLimiter one = open(rig);
                RateLimiter other = open(rig)) {
            create(one, "before");
            await().until(() -> knows(other, "before"));
            RedisServer hung = rig.suspendMaster();
            rig.awaitMaster(rig.otherThan(hung));
            long since = System.nanoTime();
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                create(one, "after");
                return true;
            });
            await().atMost(Duration.ofSeconds(30)).until(() -> knows(other, "after"));
            System.out.println("Sentinel, a rule on the new master: known after "
                    + Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms");
            assertThat(knows(other, "before")).isTrue();
        }
    }

    private static void create(RateLimiter limiter, String id) {
        limiter.ruleRepository().create(Rule.of(id, Key.of("user"), Limit.perHour(5)), "carol");
    }

    private static boolean knows(RateLimiter limiter, String id) {
        return limiter.rules().rules().stream().anyMatch(rule -> rule.id().equals(id));
    }

    private static RateLimiter open(SentinelRig rig) {
        return RateLimiter.builder().redis(rig.address()).build();
    }
}
