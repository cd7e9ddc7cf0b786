package dev.ratelimit.list;

import dev.ratelimit.http.RequestFacts;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Both lists as a node asks them. Thread-safe. */
public final class Lists {

    private final Map<ListKind, EntryList> lists = new EnumMap<>(ListKind.class);
    private final EntryList allowed = new EntryList();
    private final EntryList denied = new EntryList();

    /** Two empty lists. */
    public Lists() {
        lists.put(ListKind.ALLOW, allowed);
        lists.put(ListKind.DENY, denied);
    }

    /** Who is on which list. */
    public record Listed(ListKind kind, ListEntry entry) {}

    /**
     * The entry that decides about a request at a Unix time: one that denies before one that allows; null for none.
     *
     * @param keyHeaders where API keys may be, beside those that the request's identification looks at
     */
    public @Nullable Listed find(RequestFacts facts, List<String> keyHeaders, long nowMillis) {
        ListEntry entry = denied.isEmpty() ? null : denied.find(facts, keyHeaders, nowMillis);
        if (entry != null) {
            return new Listed(ListKind.DENY, entry);
        }
        entry = allowed.isEmpty() ? null : allowed.find(facts, keyHeaders, nowMillis);
        return entry == null ? null : new Listed(ListKind.ALLOW, entry);
    }

    /** The same for a check that has nothing but the id of a caller. */
    public @Nullable Listed find(String caller, long nowMillis) {
        ListEntry entry = denied.ofCaller(caller, nowMillis);
        if (entry != null) {
            return new Listed(ListKind.DENY, entry);
        }
        entry = allowed.ofCaller(caller, nowMillis);
        return entry == null ? null : new Listed(ListKind.ALLOW, entry);
    }

    /** Puts an entry into force. */
    public void put(ListKind kind, ListEntry entry) {
        list(kind).put(entry);
    }

    /** Takes the entry of a target out of force. */
    public void remove(ListKind kind, Target target) {
        list(kind).remove(target);
    }

    /** Puts these entries into force and no others, but leaves those with some texts as they are. */
    public void replace(ListKind kind, Collection<ListEntry> entries, Set<String> kept) {
        list(kind).replace(entries, kept);
    }

    /** All entries in force, also those that have ended since. */
    public List<ListEntry> entries(ListKind kind) {
        return list(kind).entries();
    }

    private EntryList list(ListKind kind) {
        return Objects.requireNonNull(lists.get(kind));
    }
}
