package dev.ratelimit.redis;

import dev.ratelimit.rule.Repository;
import dev.ratelimit.store.Owners;
import dev.ratelimit.user.Profile;
import dev.ratelimit.user.UserPage;
import dev.ratelimit.user.Users;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ValueScanCursor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users on Redis. */
final class RedisUsers implements Users {

    private static final String RESET = Script.read(RedisUsers.class, "user_reset.lua");
    private static final int SWEEP_PAGE = 500;
    /** Keys looked at in one step: few enough that checks wait for half a millisecond at most. */
    private static final int SCAN_PAGE = 1_000;

    private final Admin redis;
    private final Keys keys;
    private final UserWriter writer;
    private final ChangeFeed changes;
    private final Duration idle;
    private final Owners owners;

    /**
     * @param idle after which time without a check an automatic record goes
     * @param owners tells a user's buckets
     */
    RedisUsers(Admin redis, Keys keys, ChangeFeed changes, Duration idle, Owners owners) {
        this.redis = redis;
        this.keys = keys;
        this.writer = keys.tagged() ? new UserSteps(redis, keys) : new UserScripts(redis, keys);
        this.changes = changes;
        this.idle = idle;
        this.owners = owners;
    }

    @Override
    public Optional<Profile> find(String id) {
        Map<String, String> record = redis.hash(keys.user(id));
        // A member of the set without a record is a user with the defaults, until a check makes the record or a sweep
        // goes by.
        boolean known = !record.isEmpty() || redis.isMember(keys.users(), id);
        return known ? Optional.of(Profile.of(record)) : Optional.empty();
    }

    @Override
    public void change(String id, Map<String, String> fields, long version) {
        boolean changed = writer.change(id, fields, expected(version));
        changes.changedHere("users", id);
        if (!changed) {
            throw Users.conflict(id, version);
        }
    }

    private static String expected(long version) {
        if (version == Users.NONE) {
            return UserWriter.NONE;
        }
        return version == Repository.ANY ? "" : Long.toString(version);
    }

    @Override
    public void delete(String id) {
        writer.delete(id);
        reset(id);
    }

    /**
     * The buckets may lie under rules that this node does not know, so all keys are looked through. Nodes hear of it last:
     * a denial that they remember must not outlive its bucket.
     */
    @Override
    public void reset(String id) {
        redis.servers().forEach(server -> deleteBuckets(server, id));
        redis.eval(RESET, List.of(keys.version()), List.of(keys.events(), id));
        changes.changedHere("users", id);
    }

    private void deleteBuckets(String node, String id) {
        ScanArgs ours = ScanArgs.Builder.matches(keys.pattern(id)).limit(SCAN_PAGE);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            var page = redis.scan(node, cursor, ours);
            redis.delete(page.getKeys().stream()
                    .filter(key -> keys.isBucketOf(key, id, owners))
                    .toList());
            cursor = page;
        } while (!cursor.isFinished());
    }

    @Override
    public UserPage list(String cursor, String prefix, int size) {
        ValueScanCursor<byte[]> page = redis.scanSet(
                keys.users(),
                cursor(cursor),
                ScanArgs.Builder.matches(Keys.glob(prefix) + "*").limit(size));
        List<String> ids = texts(page);
        List<Map<String, String>> records =
                redis.handfuls().hashes(ids.stream().map(keys::user).toList());
        Map<String, Profile> users = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            users.put(ids.get(i), Profile.of(records.get(i)));
        }
        return new UserPage(users, page.isFinished() ? null : page.getCursor());
    }

    @Override
    public long sweep() {
        long swept = 0;
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            ValueScanCursor<byte[]> page = redis.scanSet(keys.users(), cursor, ScanArgs.Builder.limit(SWEEP_PAGE));
            swept += page.getValues().isEmpty() ? 0 : writer.sweep(texts(page), idle.toMillis());
            cursor = page;
        } while (!cursor.isFinished());
        return swept;
    }

    private static ScanCursor cursor(String text) {
        try {
            return text.isEmpty()
                    ? ScanCursor.INITIAL
                    : ScanCursor.of(Long.toUnsignedString(Long.parseUnsignedLong(text)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("cursor \"" + text + "\" is none; accepted are those of a page before");
        }
    }

    private static List<String> texts(ValueScanCursor<byte[]> page) {
        return page.getValues().stream()
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .toList();
    }
}
