package dev.ratelimit.rule;

import dev.ratelimit.rule.Conflict.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rules or plans of this JVM, gone with it. */
public final class MemoryRepository<T> implements Repository<T> {

    private final Kind<T> kind;
    private final InstantSource clock;
    private final Consumer<StoredSet<T>> listener;
    private final Map<String, Stored<T>> entries = new TreeMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private long version;

    /** @param listener hears of all entries after each change, before the change's caller does */
    public MemoryRepository(Kind<T> kind, InstantSource clock, Consumer<StoredSet<T>> listener) {
        this.kind = kind;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public Kind<T> kind() {
        return kind;
    }

    @Override
    public synchronized StoredSet<T> load() {
        return new StoredSet<>(List.copyOf(entries.values()), version);
    }

    @Override
    public synchronized Stored<T> create(T value, String author) {
        require(!entries.containsKey(kind.id(value)), Reason.EXISTS, kind.id(value));
        return put(value, author);
    }

    @Override
    public synchronized Stored<T> update(T value, long expected, String author) {
        requireVersion(kind.id(value), expected);
        return put(value, author);
    }

    @Override
    public synchronized Stored<T> put(T value, String author) {
        String id = kind.id(value);
        return changed(Map.of(id, value), List.of(), author).find(id).orElseThrow();
    }

    @Override
    public synchronized void delete(String id, long expected, String author) {
        requireVersion(id, expected);
        changed(Map.of(), List.of(id), author);
    }

    @Override
    public synchronized StoredSet<T> replace(List<T> values, long expected, String author) {
        if (expected != ANY && expected != version) {
            throw new Conflict(Reason.STALE, kind.set());
        }
        Map<String, T> put = new LinkedHashMap<>();
        values.forEach(value -> put.put(kind.id(value), value));
        List<String> removed =
                entries.keySet().stream().filter(id -> !put.containsKey(id)).toList();
        put.entrySet().removeIf(entry -> isSame(entries.get(entry.getKey()), entry.getValue()));
        return changed(put, removed, author);
    }

    private boolean isSame(@Nullable Stored<T> stored, T value) {
        return stored != null && kind.write(stored.value()).equals(kind.write(value));
    }

    @Override
    public synchronized List<Change> history(int most) {
        return history.stream().limit(most).toList();
    }

    private StoredSet<T> changed(Map<String, T> put, List<String> removed, String author) {
        Map<String, String> before = new TreeMap<>();
        Map<String, String> after = new TreeMap<>();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        version++;
        for (String id : removed) {
            before.put(id, kind.write(Objects.requireNonNull(entries.remove(id))));
        }
        put.forEach((id, value) -> {
            Stored<T> old = entries.get(id);
            Stored<T> stored = new Stored<>(id, kind.stored(value), version, old == null ? now : old.createdAt(), now);
            if (old != null) {
                before.put(id, kind.write(old));
            }
            after.put(id, kind.write(stored));
            entries.put(id, stored);
        });
        history.addFirst(new Change(version, now, author, before, after));
        while (history.size() > KEPT) {
            history.removeLast();
        }
        StoredSet<T> all = new StoredSet<>(new ArrayList<>(entries.values()), version);
        listener.accept(all);
        return all;
    }

    private void requireVersion(String id, long expected) {
        Stored<T> old = entries.get(id);
        require(old != null, Reason.MISSING, id);
        require(expected == ANY || Objects.requireNonNull(old).version() == expected, Reason.STALE, id);
    }

    private void require(boolean fine, Reason otherwise, String id) {
        if (!fine) {
            throw new Conflict(otherwise, kind.name(id));
        }
    }
}
