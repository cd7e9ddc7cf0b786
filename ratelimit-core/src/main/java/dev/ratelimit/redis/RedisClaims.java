package dev.ratelimit.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** What is for one node to do, whoever comes first: a key for each, which goes by itself. */
public final class RedisClaims {

    private static final String CLAIM = Script.read(RedisClaims.class, "event_claim.lua");
    private static final int HASH_BYTES = 16;

    private final String node = UUID.randomUUID().toString().substring(0, 8);
    private final Admin redis;
    private final Keys keys;

    RedisClaims(Admin redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * Whether this node is the first to claim that something has come so far.
     *
     * @param far how far: where that is claimed, whatever is less is, too
     * @param life for how long nobody else can
     * @throws dev.ratelimit.store.StoreException when Redis cannot answer
     */
    public boolean first(String what, int far, Duration life) {
        List<byte[]> key = List.of(keys.stored("events:seen:" + hash(what)));
        return redis.eval(CLAIM, key, List.of(node, Long.toString(life.toMillis()), Integer.toString(far))) > 0;
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
