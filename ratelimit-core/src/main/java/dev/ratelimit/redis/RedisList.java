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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A list on Redis: a hash of entries, each changed by one script. */
public final class RedisList implements ListRepository {

    private static final String CHANGE = Script.read(RedisList.class, "list_change.lua");
    private static final String PUT_BACK = Script.read(RedisList.class, "list_put_back.lua");
    private static final Logger LOG = LoggerFactory.getLogger(RedisList.class);
    private static final int PAGE = 500;
    private static final int TRIES = 3;
    private static final String REMOVED = "";
    private static final String ANY = "";

    private final ListKind kind;
    private final Admin redis;
    private final Keys keys;
    private final ChangeFeed changes;
    private final SubjectHasher hasher;
    private final InstantSource clock;
    /** The number of the last change that was read. */
    private volatile long seen;

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
        long changed = send(entry, json, expected, seen);
        if (changed < 0) {
            changes.changedHere(kind.id(), "");
            changed = send(entry, json, expected, 0);
        }
        changes.changedHere(kind.id(), entry);
        return changed;
    }

    private long send(String entry, String json, String expected, long known) {
        return redis.eval(
                CHANGE,
                List.of(keys.stored(kind.id()), keys.version(), keys.versions()),
                List.of(keys.events(), kind.id(), entry, json, expected, Long.toString(known)));
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
     * Puts into force what is stored. Of an entry that cannot be read the one before stays, and so does all that the server
     * has lost: it is put back there.
     *
     * @param entry the only one that has changed; empty for all
     * @throws IllegalStateException when one cannot be read
     */
    public void refresh(Lists lists, String entry) {
        if (entry.isEmpty()) {
            refreshAll(lists);
            return;
        }
        Target target = Target.parse(entry, hasher);
        Optional<ListEntry> found = read(target);
        // Asked after what was read, which cannot be of a list that was lost in between.
        long number = number();
        if (number < seen) {
            refreshAll(lists);
        } else {
            found.ifPresentOrElse(one -> lists.put(kind, one), () -> lists.remove(kind, target));
            seen = number;
        }
    }

    private void refreshAll(Lists lists) {
        Read all = all();
        long number = number();
        for (int i = 0; i < TRIES && number < seen; i++) {
            putBack(lists.entries(kind));
            all = all();
            number = number();
        }
        lists.replace(kind, all.entries(), all.faults().keySet());
        seen = number;
        if (!all.faults().isEmpty()) {
            throw new IllegalStateException(all.faults().values().iterator().next()
                    + (all.faults().size() == 1 ? "" : " (and " + (all.faults().size() - 1) + " more)"));
        }
    }

    /** Numbers go back when the server has lost its data, and only then. */
    private long number() {
        String number = redis.field(keys.versions(), kind.id());
        return number.isEmpty() ? 0 : Long.parseLong(number);
    }

    /** In steps, of which none holds up checks for long. */
    private void putBack(List<ListEntry> entries) {
        List<ListEntry> holding =
                entries.stream().filter(entry -> entry.holds(clock.millis())).toList();
        if (holding.isEmpty()) {
            return;
        }
        for (int i = 0; i < holding.size(); i += PAGE) {
            List<String> args = new ArrayList<>(List.of(keys.events(), kind.id(), Long.toString(seen)));
            holding.subList(i, Math.min(i + PAGE, holding.size()))
                    .forEach(entry -> args.addAll(List.of(entry.entry(), ListEntryJson.write(entry))));
            redis.eval(PUT_BACK, List.of(keys.stored(kind.id()), keys.version(), keys.versions()), args);
        }
        LOG.warn(
                "{} on Redis lost what was in it; this node has put back the {} that it kept",
                keys.name(kind.id()),
                holding.size());
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
