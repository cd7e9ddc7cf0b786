package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rig.Certificate;
import dev.ratelimit.rig.ClusterRig;
import dev.ratelimit.rig.PlainRedis;
import dev.ratelimit.rig.SentinelRig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS Sentinels, the master that they name and every node of a Cluster must be whom they say they are. */
@Tag("redis")
@Tag("outage")
class TlsTopologiesTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path made;

    private static Certificate certificate;

    private final LogLines log = new LogLines();

    @BeforeAll
    static void make() {
        certificate = Certificate.of("ip:127.0.0.1", made);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void sentinelsAndTheMasterTheyName() {
        try (SentinelRig rig = new SentinelRig(certificate)) {
            refuses(rig.address());
            List<RedisServer> servers = List.of(rig.master(), rig.replica());
            long before = plainLinks(servers);
            try (RateLimiter limiter = limiter(rig.address(), certificate.pem())) {
                assertThat(limiter.check("alice").source()).isEqualTo(Source.REDIS);
                RedisServer next = rig.replica();
                rig.failOver();
                rig.awaitMaster(next);
                awaitDecided(next, limiter);
                assertThat(plainLinks(servers)).isEqualTo(before);
            }
        }
    }

    private static void awaitDecided(RedisServer server, RateLimiter limiter) {
        try (PlainRedis look = new PlainRedis(server.port())) {
            await().atMost(LONG).until(() -> look.ask("ROLE").startsWith("master"));
            look.say("CONFIG RESETSTAT");
            await().atMost(LONG)
                    .until(() -> limiter.check("alice").source() == Source.REDIS
                            && look.ask("INFO", "commandstats").contains("cmdstat_evalsha"));
        }
    }

    @Test
    void allNodesOfACluster() {
        try (ClusterRig rig = ClusterRig.startTls(certificate)) {
            String address = rig.seeds().stream()
                    .map(seed -> seed.getHost() + ":" + seed.getPort())
                    .collect(Collectors.joining(",", "rediss://", ""));
            refuses(address);
            long before = plainLinks(rig.servers());
            try (RateLimiter limiter = limiter(address, certificate.pem())) {
                decidesAll(limiter);
                rig.migrate("user1");
                decidesAll(limiter);
                RedisServer lost = rig.master("user1");
                rig.kill("user1");
                await().atMost(LONG).until(() -> rig.master("user1") != lost);
                await().atMost(LONG).untilAsserted(() -> decidesAll(limiter));
                rig.heal();
                assertThat(plainLinks(rig.servers())).isEqualTo(before);
            }
        }
    }

    private static void decidesAll(RateLimiter limiter) {
        assertThat(IntStream.range(0, 30)
                        .mapToObj(i -> limiter.check("user" + i).source()))
                .containsOnly(Source.REDIS);
    }

    /** The application starts, and is told once why it counts alone. */
    private void refuses(String address) {
        try (RateLimiter limiter = limiter(address, null)) {
            await().during(Duration.ofSeconds(2))
                    .atMost(LONG)
                    .until(() -> limiter.check("alice").source() == Source.LOCAL);
        }
        assertThat(log.containing("WARN"))
                .singleElement()
                .asString()
                .contains("Redis is lost (DISCONNECTED: ")
                .contains("TLS: unable to find valid certification path");
    }

    /** How many connections there are that do not use TLS, which are those of the rig and this look. */
    private static long plainLinks(List<RedisServer> servers) {
        return servers.stream()
                .mapToLong(server -> {
                    try (PlainRedis look = new PlainRedis(server.port())) {
                        return look.ask("CLIENT", "LIST")
                                .lines()
                                .filter(line -> line.contains(" laddr=" + server.address() + " "))
                                .count();
                    }
                })
                .sum();
    }

    private static RateLimiter limiter(String address, @Nullable Path ca) {
        return RateLimiter.builder()
                .redis(address)
                .redisSettings(new RedisSettings("ratelimit", Duration.ofSeconds(1), 512, ca))
                .defaultLimit(Limit.perHour(1_000))
                .build();
    }
}
