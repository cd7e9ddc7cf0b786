package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rig.Certificate;
import dev.ratelimit.rig.TlsFront;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS a server must be whom it says it is. */
@Tag("redis")
@Tag("outage")
class RedisTlsTest {

    private static final Limit LIMIT = Limit.perHour(1_000);
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    private static Path made;

    private static RedisServer server;
    private static Certificate certificate;
    private static TlsFront front;

    private final LogLines log = new LogLines();

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        certificate = Certificate.of("dns:localhost,ip:127.0.0.1", made);
        front = new TlsFront(certificate.context(), server.port());
    }

    @AfterAll
    static void stop() {
        front.close();
        server.close();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aSelfSignedCertificateIsRefusedInOneLine() {
        try (Store store = open("rediss://localhost:" + front.port(), null)) {
            await().during(Duration.ofSeconds(2)).atMost(LONG).until(() -> source(store) == Source.LOCAL);
        }
        assertThat(log.containing("WARN"))
                .singleElement()
                .asString()
                .contains("Redis is lost (DISCONNECTED: TLS: unable to find valid certification path");
    }

    @Test
    void itsOwnAuthorityMakesItTrusted() {
        for (String host : new String[] {"localhost", "127.0.0.1"}) {
            try (Store store = open("rediss://" + host + ":" + front.port(), certificate.pem())) {
                await().atMost(LONG).until(() -> source(store) == Source.REDIS);
            }
        }
        assertThat(log.containing("WARN")).isEmpty();
    }

    @Test
    void theAuthorityIsReadForEachConnection() throws Exception {
        Path later = directory.resolve("ca.pem");
        try (Store store = open("rediss://localhost:" + front.port(), later)) {
            assertThat(source(store)).isEqualTo(Source.LOCAL);
            Files.copy(certificate.pem(), later);
            await().atMost(LONG).until(() -> source(store) == Source.REDIS);
        }
    }

    @Test
    void whatTheJvmTrustsIsTrusted() {
        System.setProperty("javax.net.ssl.trustStore", certificate.keyStore().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", Certificate.PASSWORD);
        try (Store store = open("rediss://localhost:" + front.port(), null)) {
            assertThat(source(store)).isEqualTo(Source.REDIS);
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() {
        Certificate other = Certificate.of("dns:other.example", directory);
        try (TlsFront there = new TlsFront(other.context(), server.port())) {
            try (Store store = open("rediss://localhost:" + there.port(), other.pem())) {
                assertThat(source(store)).isEqualTo(Source.LOCAL);
            }
            assertThat(log.containing("WARN"))
                    .singleElement()
                    .asString()
                    .contains("Redis is lost (DISCONNECTED: TLS: No subject alternative DNS name matching localhost");
            try (Store store = open("rediss://localhost:" + there.port() + "/0?verifyPeer=CA", other.pem())) {
                assertThat(source(store)).isEqualTo(Source.REDIS);
            }
        }
    }

    @Test
    void notToVerifyIsPossibleAndWarnedOf() {
        try (Store store = open("rediss://localhost:" + front.port() + "/0?verifyPeer=NONE", null)) {
            await().atMost(LONG).until(() -> source(store) == Source.REDIS);
        }
        assertThat(log.containing("WARN")).singleElement().asString().contains("verifyPeer=NONE");
    }

    @Test
    void aLinkThatWasCutIsReplaced() {
        try (Store store = open("rediss://localhost:" + front.port(), certificate.pem())) {
            await().atMost(LONG).until(() -> source(store) == Source.REDIS);
            front.cut();
            long since = System.nanoTime();
            await().pollInterval(Duration.ofMillis(1)).atMost(LONG).until(() -> source(store) == Source.LOCAL);
            await().pollInterval(Duration.ofMillis(10)).atMost(LONG).until(() -> source(store) == Source.REDIS);
            System.out.println("TLS link cut: recovery "
                    + Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms");
        }
    }

    private static Source source(Store store) {
        return Charges.take(store, LIMIT, "s", 0).source();
    }

    private static Store open(String address, @Nullable Path ca) {
        SteadyClock clock = new SteadyClock();
        RedisSettings settings = new RedisSettings("ratelimit", Duration.ofSeconds(1), 512, ca);
        Store redis = RedisStores.open(RedisTarget.parse(address).address(), settings);
        return new FailoverStore(redis, new MemoryStore(clock, Source.LOCAL, 1_000), clock);
    }
}
