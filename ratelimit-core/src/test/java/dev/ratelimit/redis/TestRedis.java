package dev.ratelimit.redis;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.store.Store;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis of a test class's own, a store on it that waits for a busy machine, and a look at what is stored. */
final class TestRedis implements AutoCloseable, BeforeEachCallback, AfterAllCallback {

    /** Patient, so that a busy machine fails no test. */
    static final RedisSettings PATIENT = new RedisSettings("ratelimit", Duration.ofSeconds(10), 512);

    private final RedisServer server;
    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final Store store;

    TestRedis(String... arguments) {
        server = RedisServer.start(arguments);
        client = RedisClient.create(RedisURI.create("redis://" + server.address()));
        connection = client.connect();
        store = openStore();
    }

    RedisServer server() {
        return server;
    }

    Store store() {
        return store;
    }

    /** Another store, as another node has it. */
    Store openStore() {
        return RedisStores.open(RedisTarget.parse(server.address()).address(), PATIENT);
    }

    RedisClient client() {
        return client;
    }

    RedisCommands<String, String> look() {
        return connection.sync();
    }

    /** A figure of INFO. */
    long info(String section, String name) {
        return Arrays.stream(look().info(section).split("\r\n"))
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("INFO " + section + " has no " + name));
    }

    /** As an extension of a class of tests: empty before each. */
    @Override
    public void beforeEach(ExtensionContext context) {
        look().flushall();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        store.close();
        client.shutdown();
        server.close();
    }
}
