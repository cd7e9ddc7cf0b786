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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    /** Whether there was a number of the last change when it was looked for. */
    private volatile boolean numbered;

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
                List.of(keys.stored(kind.id()), keys.version(), keys.versions()),
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
        return all().entries().stream()
                .filter(entry -> entry.holds(clock.millis()) && entry.entry().compareTo(after) > 0)
                .sorted(Comparator.comparing(ListEntry::entry))
                .limit(most)
                .toList();
    }

    @Override
    public long sweep() {
        Read all = all();
        return all.entries().stream()
                .filter(entry -> !entry.holds(clock.millis()))
                // Not one that somebody has made anew meanwhile.
                .filter(entry -> change(entry.entry(), REMOVED, all.texts().getOrDefault(entry.entry(), "?")) > 0)
                .count();
    }

    /**
     * Puts into force what is stored. Of an entry that cannot be read the one before stays.
     *
     * @param entry the only one that has changed; empty for all
     * @throws IllegalStateException when one cannot be read, or when all are gone together with the number of the last
     *     change, as they are when Redis has lost its data: then they stay
     */
    public void refresh(Lists lists, String entry) {
        if (!entry.isEmpty()) {
            Target target = Target.parse(entry, hasher);
            Optional<ListEntry> found = read(target);
            requireKept();
            found.ifPresentOrElse(one -> lists.put(kind, one), () -> lists.remove(kind, target));
            return;
        }
        Read all = all();
        requireKept();
        lists.replace(kind, all.entries(), all.faults().keySet());
        if (!all.faults().isEmpty()) {
            throw new IllegalStateException(all.faults().values().iterator().next()
                    + (all.faults().size() == 1 ? "" : " (and " + (all.faults().size() - 1) + " more)"));
        }
    }

    /** Asked after what was read, so that it cannot be of a list that was lost in between. */
    private void requireKept() {
        if (!redis.field(keys.versions(), kind.id()).isEmpty()) {
            numbered = true;
        } else if (numbered) {
            throw new IllegalStateException("it is gone, and with it the number of its last change");
        }
    }

    private Optional<ListEntry> read(Target target) {
        String json = redis.field(keys.stored(kind.id()), target.text());
        return json.isEmpty() ? Optional.empty() : Optional.of(ListEntryJson.read(target, json));
    }

    /** All that can be read, what is wrong with the others by their texts, and the JSON of each. */
    private record Read(List<ListEntry> entries, Map<String, String> faults, Map<String, String> texts) {}

    private Read all() {
        Map<String, String> stored = redis.all(keys.stored(kind.id()));
        Read read = new Read(new ArrayList<>(stored.size()), new TreeMap<>(), stored);
        stored.forEach((entry, json) -> {
            try {
                read.entries().add(ListEntryJson.read(Target.parse(entry, hasher), json));
            } catch (IllegalArgumentException | IllegalStateException e) {
                read.faults().put(entry, String.valueOf(e.getMessage()));
            }
        });
        return read;
    }
}
