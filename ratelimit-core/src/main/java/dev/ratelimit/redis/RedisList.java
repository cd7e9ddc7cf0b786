package dev.ratelimit.redis;

import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.list.Ends;
import dev.ratelimit.list.ListEntry;
import dev.ratelimit.list.ListEntryJson;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.list.ListRepository;
import dev.ratelimit.list.Lists;
import dev.ratelimit.list.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A list on Redis: a hash of entries, each changed by one script. */
public final class RedisList implements ListRepository {

    private static final String CHANGE = Script.read(RedisList.class, "list_change.lua");
    private static final String REMOVED = "";
    private static final String ANY = "";

    private final ListKind kind;
    private final Admin redis;
    private final Keys keys;
    private final ChangeFeed changes;
    private final SubjectHasher hasher;
    private final InstantSource clock;

    RedisList(ListKind kind, Admin redis, Keys keys, ChangeFeed changes, SubjectHasher hasher, InstantSource clock) {
        this.kind = kind;
        this.redis = redis;
        this.keys = keys;
        this.changes = changes;
        this.hasher = hasher;
        this.clock = clock;
    }

    @Override
    public ListEntry put(String entry, String reason, String author, @Nullable Instant expiresAt) {
        Target target = Target.parse(entry, hasher);
        Instant now = clock.instant();
        ListEntry made =
                new ListEntry(target, reason, author, now.truncatedTo(ChronoUnit.SECONDS), Ends.toCome(expiresAt, now));
        change(target.text(), ListEntryJson.write(made), ANY);
        return made;
    }

    @Override
    public boolean remove(String entry) {
        return change(Target.parse(entry, hasher).text(), REMOVED, ANY) > 0;
    }

    private long change(String entry, String json, String expected) {
        long changed = redis.eval(
                CHANGE,
                List.of(keys.stored(kind.id()), keys.version()),
                List.of(keys.events(), kind.id(), entry, json, expected));
        changes.changedHere(kind.id(), entry);
        return changed;
    }

    @Override
    public Optional<ListEntry> find(String entry) {
        return read(Target.parse(entry, hasher)).filter(found -> found.holds(clock.millis()));
    }

    @Override
    public List<ListEntry> list(String after, int most) {
        return all().filter(
                        entry -> entry.holds(clock.millis()) && entry.entry().compareTo(after) > 0)
                .sorted(Comparator.comparing(ListEntry::entry))
                .limit(most)
                .toList();
    }

    @Override
    public long sweep() {
        return redis.hash(keys.stored(kind.id())).entrySet().stream()
                .filter(stored -> !read(stored.getKey(), stored.getValue()).holds(clock.millis()))
                // Not one that somebody has made anew meanwhile.
                .filter(stored -> change(stored.getKey(), REMOVED, stored.getValue()) > 0)
                .count();
    }

    /**
     * Puts into force what is stored.
     *
     * @param entry the only one that has changed; empty for all
     * @throws IllegalStateException when it cannot be read, or is gone together with the counter of changes
     */
    public void refresh(Lists lists, String entry) {
        if (!entry.isEmpty()) {
            Target target = Target.parse(entry, hasher);
            Optional<ListEntry> found = read(target);
            requireKept(lists, found.isEmpty());
            found.ifPresentOrElse(one -> lists.put(kind, one), () -> lists.remove(kind, target));
            return;
        }
        List<ListEntry> entries = all().toList();
        requireKept(lists, entries.isEmpty());
        lists.replace(kind, entries);
    }

    private void requireKept(Lists lists, boolean missing) {
        if (missing && !lists.isEmpty(kind) && redis.number(keys.version()) == 0) {
            throw new IllegalStateException("it is gone, and with it the number of its last change");
        }
    }

    private Optional<ListEntry> read(Target target) {
        String json = redis.field(keys.stored(kind.id()), target.text());
        return json.isEmpty() ? Optional.empty() : Optional.of(ListEntryJson.read(target, json));
    }

    private Stream<ListEntry> all() {
        return redis.hash(keys.stored(kind.id())).entrySet().stream()
                .map(stored -> read(stored.getKey(), stored.getValue()));
    }

    private ListEntry read(String entry, String json) {
        return ListEntryJson.read(Target.parse(entry, hasher), json);
    }
}
