package dev.ratelimit.list;

import dev.ratelimit.http.SubjectHasher;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A list of this JVM, gone with it. */
public final class MemoryList implements ListRepository {

    private final ListKind kind;
    private final Lists lists;
    private final SubjectHasher hasher;
    private final InstantSource clock;
    private final NavigableMap<String, ListEntry> entries = new TreeMap<>();

    /** @param lists where entries are put into force */
    public MemoryList(ListKind kind, Lists lists, SubjectHasher hasher, InstantSource clock) {
        this.kind = kind;
        this.lists = lists;
        this.hasher = hasher;
        this.clock = clock;
    }

    @Override
    public synchronized ListEntry put(String entry, String reason, String author, @Nullable Instant expiresAt) {
        Target target = Target.parse(entry, hasher);
        Instant now = clock.instant();
        ListEntry made =
                new ListEntry(target, reason, author, now.truncatedTo(ChronoUnit.SECONDS), Ends.toCome(expiresAt, now));
        entries.put(target.text(), made);
        lists.put(kind, made);
        return made;
    }

    @Override
    public synchronized boolean remove(String entry) {
        Target target = Target.parse(entry, hasher);
        lists.remove(kind, target);
        return entries.remove(target.text()) != null;
    }

    @Override
    public synchronized Optional<ListEntry> find(String entry) {
        return Optional.ofNullable(entries.get(Target.parse(entry, hasher).text()))
                .filter(found -> found.holds(clock.millis()));
    }

    @Override
    public synchronized List<ListEntry> list(String after, int most) {
        return entries.tailMap(after, false).values().stream()
                .filter(entry -> entry.holds(clock.millis()))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized long sweep() {
        List<String> ended = entries.values().stream()
                .filter(entry -> !entry.holds(clock.millis()))
                .map(ListEntry::entry)
                .toList();
        ended.forEach(this::remove);
        return ended.size();
    }
}
