package dev.ratelimit.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The records of users in this JVM, with the fields that they have on Redis. Those made automatically are bounded in
 * number and expire when idle; custom ones stay. Thread-safe.
 */
public final class UserRecords {

    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Cache<String, Map<String, String>> records;
    private final InstantSource clock;
    private final AtomicLong versions = new AtomicLong();

    /**
     * @param most how many automatic records are held at most
     * @param idle after which time without a check an automatic record goes
     */
    public UserRecords(InstantSource clock, long most, Duration idle) {
        this.clock = clock;
        this.records = Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((String id, Map<String, String> record) -> custom(record) ? 0 : 1)
                .expireAfter(
                        Expiry.<String, Map<String, String>>accessing((id, record) -> custom(record) ? FOREVER : idle))
                // The common pool's threads would outlive an undeployed application and hold on to it.
                .executor(Runnable::run)
                .build();
    }

    /** Makes the user's record at first sight; present when its version is another than assumed. */
    Optional<Map<String, String>> meet(AssumedUser user) {
        Map<String, String> record = records.get(user.id(), id -> fresh(user.defaults()));
        boolean asAssumed = Long.toString(user.version()).equals(record.get("version"));
        return asAssumed ? Optional.empty() : Optional.of(record);
    }

    /** The fields of a user's record. */
    public Optional<Map<String, String>> find(String id) {
        return Optional.ofNullable(records.getIfPresent(id));
    }

    /** Changes some fields of a record, or removes those that are empty; makes it when there is none. Always true. */
    public boolean change(String id, Map<String, String> fields) {
        records.asMap().compute(id, (same, old) -> changed(old == null ? fresh(Map.of()) : old, fields));
        return true;
    }

    /** The same where the record has a version, or there is none and none is meant; whether that was so. */
    public boolean change(String id, Map<String, String> fields, OptionalLong version) {
        AtomicBoolean found = new AtomicBoolean();
        records.asMap().compute(id, (same, old) -> {
            found.set(versionOf(old).equals(version));
            return found.get() ? changed(old == null ? fresh(Map.of()) : old, fields) : old;
        });
        return found.get();
    }

    private static OptionalLong versionOf(@Nullable Map<String, String> record) {
        return record == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(record.get("version")));
    }

    private Map<String, String> changed(Map<String, String> old, Map<String, String> fields) {
        Map<String, String> record = new HashMap<>(old);
        record.putAll(fields);
        record.values().removeIf(String::isEmpty);
        record.put("version", Long.toString(versions.incrementAndGet()));
        record.put("updated_at", seconds());
        return Map.copyOf(record);
    }

    /** Forgets a user. */
    public void delete(String id) {
        records.invalidate(id);
    }

    /** The first ids, in their order, that come after another one and begin with a prefix. */
    public List<String> ids(String after, String prefix, int most) {
        PriorityQueue<String> first = new PriorityQueue<>(Comparator.reverseOrder());
        for (String id : records.asMap().keySet()) {
            if (id.compareTo(after) > 0 && id.startsWith(prefix)) {
                first.add(id);
                if (first.size() > most) {
                    first.remove();
                }
            }
        }
        return first.stream().sorted().toList();
    }

    private Map<String, String> fresh(Map<String, String> defaults) {
        Map<String, String> record = new HashMap<>(defaults);
        record.put("custom", "0");
        record.put("version", "0");
        record.put("created_at", seconds());
        record.put("updated_at", seconds());
        return Map.copyOf(record);
    }

    private String seconds() {
        return Long.toString(clock.millis() / 1000);
    }

    /** Whether somebody changed it: such a record does not go by itself. */
    private static boolean custom(Map<String, String> record) {
        return !"0".equals(record.get("version"));
    }
}
