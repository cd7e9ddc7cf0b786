package dev.ratelimit;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.redis.RedisSettings;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Redis of a test's own, limiters on it, and a look at what they did there. Registered as an extension it is empty before
 * each test and goes after the last.
 */
final class RedisLook implements BeforeEachCallback, AfterAllCallback, AutoCloseable {

    /** A busy machine must not pass for a lost Redis. */
    static final RedisSettings PATIENT = new RedisSettings("ratelimit", Duration.ofSeconds(10), 512);

    private final RedisServer server = RedisServer.start();
    private final RedisClient client = RedisClient.create(RedisURI.create("redis://" + server.address()));
    private final RedisCommands<String, String> commands = client.connect().sync();

    RedisServer server() {
        return server;
    }

    RedisCommands<String, String> commands() {
        return commands;
    }

    /** The same for what is no text. */
    RedisCommands<byte[], byte[]> bytes() {
        return client.connect(ByteArrayCodec.INSTANCE).sync();
    }

    RateLimiterBuilder builder() {
        return RateLimiter.builder().redis(server.address()).redisSettings(PATIENT);
    }

    /** How often the server has run a command, by its own count. */
    long calls(String command) {
        Matcher line = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(commands.info("commandstats"));
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        commands.flushall();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        client.shutdown();
        server.close();
    }
}
