package dev.ratelimit.redis;

import dev.ratelimit.rule.Change;
import dev.ratelimit.rule.Conflict;
import dev.ratelimit.rule.Conflict.Reason;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Stored;
import dev.ratelimit.rule.StoredSet;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rules or plans on Redis; each change is one script, which also counts it, writes it down and tells the nodes. */
public final class RedisRepository<T> implements Repository<T> {

    private static final String CHANGE = Script.read(RedisRepository.class, "stored_change.lua");
    private static final String NEW = "new";
    private static final String THERE = "*";
    private static final String ANYTHING = "";
    private static final String ONLY = "only";
    private static final String LOST = "lost";
    private static final String COUNT = ".count";
    /** How many texts tell of one entry. */
    private static final int ONE = 3;

    private static final int TRIES = 5;
    private static final Logger LOG = LoggerFactory.getLogger(RedisRepository.class);

    private final Kind<T> kind;
    private final Admin redis;
    private final Keys keys;
    private final ChangeFeed changes;
    private final Mirror<T> mirror;

    RedisRepository(Kind<T> kind, Admin redis, Keys keys, ChangeFeed changes) {
        this.kind = kind;
        this.redis = redis;
        this.keys = keys;
        this.changes = changes;
        this.mirror = new Mirror<>(kind);
    }

    @Override
    public Kind<T> kind() {
        return kind;
    }

    @Override
    public StoredSet<T> load() {
        Read read = read();
        return kind.read(read.texts(), read.marker().version());
    }

    /**
     * Reads anew what this node keeps.
     *
     * @param id the only one that has changed; empty for all
     * @param listener hears of all of them
     * @throws dev.ratelimit.rule.RulesException when what is stored cannot be used: then nothing changes
     * @throws StoreException when Redis cannot answer, or when what it has lost cannot be put back
     */
    public void refresh(String id, Consumer<StoredSet<T>> listener) {
        String text = id.isEmpty() ? "" : redis.field(keys.stored(kind.plural()), id);
        // One that is gone may be gone with all the others.
        listener.accept(text.isEmpty() ? refreshAll() : mirror.put(id, text));
    }

    private StoredSet<T> refreshAll() {
        Read read = read();
        if (isLost(read) && !mirror.isEmpty()) {
            putBack(read);
            read = read();
        }
        return mirror.replace(read.texts(), read.marker().version());
    }

    /**
     * Whether the server has lost what it was told: its numbers went back, as after a flush or an empty restart, or none is
     * there where some were, as it may be when it evicts keys.
     */
    private boolean isLost(Read read) {
        Marker marker = read.marker();
        return marker.version() < mirror.version() || (read.texts().isEmpty() && marker.count() > 0);
    }

    /** Those that are not there, beside what somebody has stored since. Where others are faster, theirs stay. */
    private void putBack(Read read) {
        StoredSet<T> kept = mirror.kept();
        long version = read.marker().version();
        if (version > kept.version()) {
            throw new IllegalStateException("they are gone, and this node had not read the last change of them");
        }
        List<String> missing = new ArrayList<>();
        for (Stored<T> entry : kept.entries()) {
            if (!read.texts().containsKey(entry.id())) {
                missing.addAll(List.of(entry.id(), NEW, kind.write(entry.value())));
            }
        }
        if (!missing.isEmpty()
                && !send("ratelimit", Long.toString(version), missing).get(0).equals("stale")) {
            LOG.warn(
                    "{} on Redis lost what was in it; this node has put back the {} that it kept",
                    keys.name(kind.plural()),
                    missing.size() / ONE);
        }
    }

    /** The number of the last change, and how many there were after it. */
    private record Marker(long version, long count) {}

    private record Read(Map<String, String> texts, Marker marker) {}

    /** All at one moment, or with a marker from before: what is changed meanwhile is read again, rather than never. */
    private Read read() {
        Read read = readOnce();
        for (int i = 1; i < TRIES && !read.marker().equals(marker()); i++) {
            read = readOnce();
        }
        return read;
    }

    private Read readOnce() {
        Marker marker = marker();
        return new Read(redis.all(keys.stored(kind.plural())), marker);
    }

    private Marker marker() {
        Map<String, String> numbers = redis.hash(keys.versions());
        return new Marker(
                Long.parseLong(numbers.getOrDefault(kind.plural(), "0")),
                Long.parseLong(numbers.getOrDefault(kind.plural() + COUNT, "0")));
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
        change(author, expected(version, ANYTHING), whole(values));
        return load();
    }

    private List<String> whole(List<T> values) {
        List<String> entries = new ArrayList<>();
        for (T value : values) {
            entries.addAll(List.of(kind.id(value), ANYTHING, kind.write(value)));
        }
        entries.add(ONLY);
        return entries;
    }

    @Override
    public List<Change> history(int most) {
        return redis.stream(keys.history(kind.plural()), most).stream()
                .map(RedisRepository::change)
                .toList();
    }

    private Stored<T> changed(T value, String must, String author) {
        String id = kind.id(value);
        List<String> reply = change(author, ANYTHING, List.of(id, must, kind.write(value)));
        // This one alone: the others need not be readable for it to be stored.
        return kind.read(Map.of(id, reply.get(1)), Long.parseLong(reply.get(0)))
                .find(id)
                .orElseThrow();
    }

    /** The number of the change, and what the last entry is now. */
    private List<String> change(String author, String expected, List<String> entries) {
        List<String> reply = send(author, expected, entries);
        if (reply.get(0).equals(LOST)) {
            changes.changedHere(kind.plural(), "");
            reply = send(author, expected, entries);
        }
        changes.changedHere(kind.plural(), entries.size() == ONE ? entries.get(0) : "");
        String subject = reply.size() < 2 || reply.get(1).isEmpty() ? kind.set() : kind.name(reply.get(1));
        return switch (reply.get(0)) {
            case "exists" -> throw new Conflict(Reason.EXISTS, subject);
            case "missing" -> throw new Conflict(Reason.MISSING, subject);
            case "stale" -> throw new Conflict(Reason.STALE, subject);
            case "full" -> throw new Conflict(Reason.FULL, subject);
            case LOST -> throw new StoreException(Trouble.CALL, kind.set() + " is gone and cannot be put back", null);
            default -> reply;
        };
    }

    private List<String> send(String author, String expected, List<String> entries) {
        List<String> args = new ArrayList<>(List.of(
                keys.events(),
                kind.plural(),
                author,
                expected,
                Integer.toString(KEPT),
                Long.toString(mirror.version()),
                Integer.toString(Kind.MOST)));
        args.addAll(entries);
        List<byte[]> touched =
                List.of(keys.stored(kind.plural()), keys.version(), keys.history(kind.plural()), keys.versions());
        return redis.texts(CHANGE, touched, args);
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
