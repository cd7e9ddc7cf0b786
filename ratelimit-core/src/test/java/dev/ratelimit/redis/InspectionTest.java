package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.node.Self;
import dev.ratelimit.node.Server;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What servers tell of themselves. */
@Tag("redis")
class InspectionTest {

    private static List<Server> servers(RedisURI address, Duration clockAhead) {
        Self self = new Self(
                null, "none", new Self.State(() -> 0, () -> "enforce", true, () -> false), InstantSource.system());
        InstantSource clock = InstantSource.offset(InstantSource.system(), clockAhead);
        try (RedisStore store = RedisStores.open(address, TestRedis.PATIENT)) {
            return store.roster(self, clock).servers();
        }
    }

    private static RedisURI address(RedisServer server) {
        return RedisURI.create("redis://" + server.address());
    }

    @Test
    void aServerTellsItsVersionAndWhatItEvicts() {
        try (RedisServer server = RedisServer.start("--maxmemory-policy", "allkeys-lfu")) {
            Server told = servers(address(server), Duration.ZERO).get(0);
            assertThat(told.name()).isEmpty();
            assertThat(told.version()).matches("[0-9]+[.][0-9]+[.][0-9]+");
            assertThat(told.evictionPolicy()).isEqualTo("allkeys-lfu");
            assertThat(told.ahead().abs()).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void aClockThatIsWrongIsSeen() {
        try (RedisServer server = RedisServer.start()) {
            assertThat(servers(address(server), Duration.ofSeconds(90)).get(0).ahead())
                    .isBetween(Duration.ofSeconds(-91), Duration.ofSeconds(-89));
            assertThat(servers(address(server), Duration.ofSeconds(-90)).get(0).ahead())
                    .isBetween(Duration.ofSeconds(89), Duration.ofSeconds(91));
        }
    }

    @Test
    void whoMayNotAskIsToldTheTimeAllTheSame() {
        try (RedisServer server =
                RedisServer.start("--user", "limiter", "on", ">the-password", "~*", "&*", "+@all", "-info")) {
            RedisURI address = RedisURI.create("redis://limiter:the-password@" + server.address());
            Server told = servers(address, Duration.ofSeconds(90)).get(0);
            assertThat(told.version()).isNull();
            assertThat(told.evictionPolicy()).isNull();
            assertThat(told.ahead()).isNegative();
        }
    }
}
