package dev.ratelimit.sample;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.config.Settings;
import dev.ratelimit.embedded.RedisBinary;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.embedded.RedisUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The Redis to count on: one that was named, one started for this run, or none.
 *
 * @param address null when this JVM counts alone
 * @param story the same for people
 * @param started what must be ended with the sample
 */
record SampleRedis(
        @Nullable String address, String story, @Nullable RedisServer started) implements AutoCloseable {

    /**
     * Chooses as the flags say; without any, what is configured, else a server of our own, else none.
     *
     * @throws StartException when {@code --store redis} cannot be had
     */
    static SampleRedis choose(Options options, Settings settings) {
        if (options.redisAddr != null) {
            return named(options.redisAddr, "--redis-addr", options.store);
        }
        if (settings.redisAddr().isPresent()) {
            return named(settings.redisAddr().get(), "the setting redisAddr", options.store);
        }
        return options.store == StoreChoice.MEMORY ? none("this JVM alone (--store memory)") : started(options.store);
    }

    /** Ends the server that was started for this run, if there is one. */
    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }

    private static SampleRedis named(String address, String source, @Nullable StoreChoice wanted) {
        if (wanted == StoreChoice.MEMORY) {
            throw new StartException("--store memory contradicts " + source + "; accepted is one of them");
        }
        // Lettuce hides the password when it writes an address.
        String shown = RedisTarget.parse(address).toString();
        return new SampleRedis(address, shown + " (" + source + ")", null);
    }

    private static SampleRedis started(@Nullable StoreChoice wanted) {
        try {
            String version = RedisBinary.find().version();
            RedisServer server = RedisServer.start();
            String story = version + ", started for this run on " + server.address();
            return new SampleRedis(server.address(), story, server);
        } catch (RedisUnavailableException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            if (wanted == StoreChoice.REDIS) {
                throw new StartException(
                        "--store redis: none can be started here (" + reason + "); name one with --redis-addr", e);
            }
            return none("this JVM alone, as no Redis can be started here (" + reason + ")");
        }
    }

    private static SampleRedis none(String story) {
        return new SampleRedis(null, story, null);
    }
}
