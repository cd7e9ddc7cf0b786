package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.traffic.TrafficStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class RedisTrafficTest {

    private static final String KEY = "ratelimit:analytics:traffic";
    private static final int LARGEST = 3_900;

    @RegisterExtension
    static final TestRedis redis = new TestRedis();

    private static TrafficStore store() {
        return ((RedisStore) redis.store()).traffic();
    }

    private static byte[] blob(int number, int size) {
        byte[] blob = new byte[size];
        new Random(number).nextBytes(blob);
        return blob;
    }

    @Test
    void showsTheLatestFirstUntilItIsEnough() {
        TrafficStore store = store();
        for (int i = 0; i < 40; i++) {
            store.append(blob(i, 50));
        }
        List<byte[]> read = new ArrayList<>();
        Instant now = Instant.now();
        store.read((appended, blob) -> {
            assertThat(appended).isBetween(now.minusSeconds(60), now.plusSeconds(60));
            read.add(blob);
            return read.size() < 35;
        });
        assertThat(read).hasSize(35);
        for (int i = 0; i < 35; i++) {
            assertThat(read.get(i)).isEqualTo(blob(39 - i, 50));
        }
        store.read((appended, blob) -> read.add(blob));
        assertThat(read).hasSize(75);
    }

    @Test
    void nothingIsThereAtFirst() {
        store().read((appended, blob) -> {
            throw new AssertionError("there is nothing");
        });
    }

    @Test
    void takesNoMoreThanSixteenMegabytesHoweverMuchComes() {
        TrafficStore store = store();
        TrafficStore other = ((RedisStore) redis.openStore()).traffic();
        for (int i = 0; i < RedisTraffic.MOST + 400; i++) {
            (i % 2 == 0 ? store : other).append(blob(i, LARGEST));
        }
        assertThat(redis.look().xlen(KEY)).isEqualTo(RedisTraffic.MOST);
        long bytes = redis.look().memoryUsage(KEY);
        System.out.printf("%,d blobs of %,d bytes take %,d bytes of Redis%n", RedisTraffic.MOST, LARGEST, bytes);
        assertThat(bytes).isLessThan(16_000_000);
    }

    @Test
    void endsWhenNothingComesForTwoDays() {
        store().append(blob(1, 50));
        assertThat(Duration.ofMillis(redis.look().pttl(KEY))).isBetween(Duration.ofHours(47), Duration.ofHours(48));
    }
}
