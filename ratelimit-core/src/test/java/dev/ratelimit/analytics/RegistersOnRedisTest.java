package dev.ratelimit.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.ratelimit.embedded.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("redis")
class RegistersOnRedisTest {

    @Test
    void whatChangesNothingHereChangesNothingThere() {
        try (RedisServer server = RedisServer.start();
                RedisClient client = RedisClient.create("redis://" + server.address())) {
            RedisCommands<String, String> redis = client.connect().sync();
            Registers registers = new Registers();
            for (int i = 0; i < 20_000; i++) {
                String caller = "é".repeat(i % 11) + i / 2;
                assertThat(redis.pfadd("callers", caller)).isEqualTo(registers.add(caller) ? 1 : 0);
            }
            assertThat((double) registers.estimate()).isCloseTo(redis.pfcount("callers"), withPercentage(1));
        }
    }
}
