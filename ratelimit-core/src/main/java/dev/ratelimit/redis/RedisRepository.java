package dev.ratelimit.redis;

import dev.ratelimit.rule.Change;
import dev.ratelimit.rule.Conflict;
import dev.ratelimit.rule.Conflict.Reason;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Stored;
import dev.ratelimit.rule.StoredSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules or plans on Redis; each change is one script, which also counts it, writes it down and tells the nodes. */
final class RedisRepository<T> implements Repository<T> {

    private static final String CHANGE = Script.read(RedisRepository.class, "stored_change.lua");
    private static final String NEW = "new";
    private static final String THERE = "*";
    private static final String ANYTHING = "";
    private static final String ONLY = "only";

    private final Kind<T> kind;
    private final Admin redis;
    private final Keys keys;
    private final ChangeFeed changes;

    RedisRepository(Kind<T> kind, Admin redis, Keys keys, ChangeFeed changes) {
        this.kind = kind;
        this.redis = redis;
        this.keys = keys;
        this.changes = changes;
    }

    @Override
    public Kind<T> kind() {
        return kind;
    }

    @Override
    public StoredSet<T> load() {
        // The version first: entries of a later change than it says are loaded again, those of an earlier one would
        // stay.
        long version = redis.stream(keys.history(kind.plural()), 1).stream()
                .mapToLong(RedisRepository::version)
                .findFirst()
                .orElse(0);
        return kind.read(redis.hash(keys.stored(kind.plural())), version);
    }

    @Override
    public Stored<T> create(T value, String author) {
        return changed(value, NEW, author);
    }

    @Override
    public Stored<T> update(T value, long version, String author) {
        return changed(value, expected(version, THERE), author);
    }

    @Override
    public Stored<T> put(T value, String author) {
        return changed(value, ANYTHING, author);
    }

    @Override
    public void delete(String id, long version, String author) {
        change(author, ANYTHING, List.of(id, expected(version, THERE), ""));
    }

    @Override
    public StoredSet<T> replace(List<T> values, long version, String author) {
        List<String> entries = new ArrayList<>();
        for (T value : values) {
            entries.addAll(List.of(kind.id(value), ANYTHING, kind.write(value)));
        }
        entries.add(ONLY);
        change(author, expected(version, ANYTHING), entries);
        return load();
    }

    @Override
    public List<Change> history(int most) {
        return redis.stream(keys.history(kind.plural()), most).stream()
                .map(RedisRepository::change)
                .toList();
    }

    private Stored<T> changed(T value, String must, String author) {
        String id = kind.id(value);
        long number = change(author, ANYTHING, List.of(id, must, kind.write(value)));
        // This one alone: the others need not be readable for it to be stored.
        String text = redis.field(keys.stored(kind.plural()), id);
        return Optional.of(text)
                .filter(stored -> !stored.isEmpty())
                .flatMap(stored -> kind.read(Map.of(id, stored), number).find(id))
                .filter(stored -> stored.version() >= number)
                .orElseThrow(() -> new Conflict(Reason.STALE, kind.name(id)));
    }

    private long change(String author, String expected, List<String> entries) {
        List<String> args =
                new ArrayList<>(List.of(keys.events(), kind.plural(), author, expected, Integer.toString(KEPT)));
        args.addAll(entries);
        List<byte[]> touched = List.of(keys.stored(kind.plural()), keys.version(), keys.history(kind.plural()));
        List<String> reply = redis.texts(CHANGE, touched, args);
        changes.changedHere(kind.plural(), "");
        String subject = reply.size() < 2 || reply.get(1).isEmpty() ? kind.set() : kind.name(reply.get(1));
        return switch (reply.get(0)) {
            case "exists" -> throw new Conflict(Reason.EXISTS, subject);
            case "missing" -> throw new Conflict(Reason.MISSING, subject);
            case "stale" -> throw new Conflict(Reason.STALE, subject);
            default -> Long.parseLong(reply.get(0));
        };
    }

    private static String expected(long version, String otherwise) {
        return version == ANY ? otherwise : Long.toString(version);
    }

    private static Change change(Map<String, String> entry) {
        return new Change(
                version(entry),
                Instant.ofEpochSecond(Long.parseLong(entry.getOrDefault("at", "0"))),
                entry.getOrDefault("author", ""),
                texts(entry.get("before")),
                texts(entry.get("after")));
    }

    private static long version(Map<String, String> entry) {
        return Long.parseLong(entry.getOrDefault("version", "0"));
    }

    private static Map<String, String> texts(@Nullable String json) {
        return json == null ? Map.of() : Kind.texts(json);
    }
}
