package dev.ratelimit.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("redis")
@Tag("outage")
class ClusterRigTest {

    private static ClusterRig rig;

    @BeforeAll
    static void start() {
        long start = System.nanoTime();
        rig = ClusterRig.start();
        System.out.printf(
                "a cluster of 3 masters and 3 replicas was whole after %d ms%n",
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    @AfterEach
    void heal() {
        rig.heal();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void hasThreeMasters() {
        assertThat(rig.servers()).hasSize(6);
        assertThat(rig.masters()).hasSize(3);
    }

    @Test
    void replacesAMasterThatIsDeadOrHangs() {
        RedisServer first = rig.master("key");
        rig.kill("key");
        await().atMost(Duration.ofSeconds(30)).until(() -> rig.master("key") != first);
        RedisServer second = rig.master("key");
        rig.heal();
        rig.suspend("key");
        await().atMost(Duration.ofSeconds(30)).until(() -> rig.master("key") != second);
    }

    @Test
    void movesASlotWithItsKeys() {
        rig.eval("key", "return redis.call('SET', KEYS[1], 'value')");
        RedisServer before = rig.master("key");
        rig.migrate("key");
        assertThat(rig.master("key")).isNotEqualTo(before);
        assertThat(rig.eval("key", "return redis.call('GET', KEYS[1])")).isEqualTo("value");
    }
}
