package dev.ratelimit.benchmarks;

import dev.ratelimit.limit.Limit;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A script run by Lettuce's own EVALSHA: what one writes without a library. */
final class PlainScript implements Contestant {

    private static final String[] NOTHING = {};

    private final Peer<String, String> redis;
    private final String prefix;
    private final String sha;
    private final String[] arguments;

    private PlainScript(RedisURI uri, String prefix, String file, String... arguments) {
        this.prefix = prefix;
        this.redis = new Peer<>(uri, StringCodec.UTF8);
        this.sha = redis.connection().sync().scriptLoad(text(file));
        this.arguments = arguments;
    }

    /** A script that returns three constants: no limiter with a script can be faster. */
    static PlainScript constants(RedisURI uri, Limit unused) {
        return new PlainScript(uri, "none:", "constants.lua", NOTHING);
    }

    /** TIME, HMGET and HSET alone: no token bucket in a hash can be faster. */
    static PlainScript least(RedisURI uri, Limit unused) {
        return new PlainScript(uri, "least:", "least.lua", NOTHING);
    }

    /** A token bucket written by hand: TIME, HMGET, HSET, PEXPIRE. */
    static PlainScript tokenBucket(RedisURI uri, Limit limit) {
        double perSecond = 1_000.0 * limit.permits() / limit.periodMillis();
        return new PlainScript(
                uri, "bucket:", "token_bucket.lua", Long.toString(limit.capacity()), Double.toString(perSecond), "1");
    }

    @Override
    public boolean take(int subject) {
        String[] keys = {prefix + Subjects.name(subject)};
        List<Long> reply = redis.connection()
                .async()
                .<List<Long>>evalsha(sha, ScriptOutputType.MULTI, keys, arguments)
                .toCompletableFuture()
                .join();
        return reply.get(0) == 1;
    }

    @Override
    public void close() {
        redis.close();
    }

    private static String text(String file) {
        try (InputStream in = PlainScript.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
