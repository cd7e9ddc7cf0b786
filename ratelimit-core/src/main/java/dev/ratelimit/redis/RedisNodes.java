package dev.ratelimit.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How many nodes share this Redis: each tells every ten seconds that it lives, by the server's clock, and who has not told
 * for thirty is not counted. What holds is the most that was counted within the last thirty seconds, and while Redis is away what
 * was counted last. {@link #beat} is for one thread at a time.
 */
public final class RedisNodes {

    /** What it is called among what the nodes keep. */
    public static final String TOPIC = "nodes";

    /** After which time a node tells again. */
    public static final Duration BEAT = Duration.ofSeconds(10);

    private static final String TELL = Script.read(RedisNodes.class, "nodes_beat.lua");

    private final String id = UUID.randomUUID().toString();
    private final Admin redis;
    private final Keys keys;
    private final Duration life;
    private final List<Told> told = new ArrayList<>();
    private volatile long count = 1;
    private long beatNanos = System.nanoTime();

    /** How many there were at a time. */
    private record Told(long count, long nanos) {}

    /** @param life after which time a node that has not told again is not counted */
    RedisNodes(Admin redis, Keys keys, Duration life) {
        this.redis = redis;
        this.keys = keys;
        this.life = life;
    }

    /**
     * Tells that this node lives, and counts.
     *
     * @throws dev.ratelimit.store.StoreException when Redis cannot answer
     */
    public void beat() {
        String millis = Long.toString(life.toMillis());
        long seen = redis.eval(TELL, List.of(keys.stored(TOPIC)), List.of(id, millis));
        long now = System.nanoTime();
        // While Redis was away nobody could tell, and the first to find it again would take itself for the only one.
        if (now - beatNanos > life.toNanos() / 2) {
            told.add(new Told(count, now));
        }
        beatNanos = now;
        told.add(new Told(seen, now));
        // Redis may have lost what the others told, and be lost again before they tell anew.
        told.removeIf(before -> now - before.nanos() > life.toNanos());
        count = told.stream().mapToLong(Told::count).max().orElse(1);
    }

    /** How many there are, or were shortly before, this one included; 1 as long as Redis has never told. */
    public long count() {
        return count;
    }
}
