package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rig.ClusterRig;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.Owners;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreContract;
import dev.ratelimit.store.TagSplit;
import dev.ratelimit.user.Users;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract once more, on a cluster by the user whom docs/admin.md recommends. */
@Tag("redis")
class ClusterStoreAclTest extends StoreContract {

    private static ClusterRig rig;
    private static RedisStore redis;
    private static Store store;

    @BeforeAll
    static void start() {
        rig = ClusterRig.start(RecommendedUser.onCluster());
        List<RedisURI> seeds = rig.seeds().stream()
                .map(seed -> RedisURI.builder(seed)
                        .withAuthentication(
                                RecommendedUser.NAME, RecommendedUser.password().toCharArray())
                        .build())
                .toList();
        redis = RedisStores.openCluster(seeds, TestRedis.PATIENT);
        store = new TagSplit(redis);
    }

    @AfterAll
    static void stop() {
        store.close();
        rig.close();
    }

    @Override
    protected Store store() {
        return store;
    }

    @Test
    void mayChangeDeleteAndSweepUsers() {
        Users users = redis.users(Duration.ofDays(30), Owners.ANY_PART);
        String alice = Charges.newSubject();
        users.change(alice, Map.of("plan", "pro"));
        assertThat(users.sweep()).isZero();
        users.delete(alice);
        assertThat(users.find(alice)).isEmpty();
    }

    @Test
    void mayFollowASlotThatMoves() {
        String alice = Charges.newSubject();
        Charges.take(store, Limit.perHour(10), alice, 1);
        rig.migrate(alice);
        assertThat(Charges.take(store, Limit.perHour(10), alice, 1).remaining()).isEqualTo(8);
    }
}
