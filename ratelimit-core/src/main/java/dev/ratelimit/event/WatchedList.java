package dev.ratelimit.event;

import dev.ratelimit.event.LimitEvent.ListChanged;
import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.list.ListEntry;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.list.ListRepository;
import dev.ratelimit.list.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells of each change that somebody makes to a list. That an entry has ended, and is swept, is none. */
final class WatchedList implements ListRepository {

    private final ListKind kind;
    private final ListRepository list;
    private final SubjectHasher hasher;
    private final Events events;

    WatchedList(ListKind kind, ListRepository list, SubjectHasher hasher, Events events) {
        this.kind = kind;
        this.list = list;
        this.hasher = hasher;
        this.events = events;
    }

    @Override
    public ListEntry put(String entry, String reason, String author, @Nullable Instant expiresAt) {
        ListEntry made = list.put(entry, reason, author, expiresAt);
        events.happened(new ListChanged(events.now(), kind, made.entry(), true));
        return made;
    }

    @Override
    public boolean remove(String entry) {
        boolean removed = list.remove(entry);
        if (removed) {
            // Not as it was given: that may be an API key.
            String text = Target.parse(entry, hasher).text();
            events.happened(new ListChanged(events.now(), kind, text, false));
        }
        return removed;
    }

    @Override
    public Optional<ListEntry> find(String entry) {
        return list.find(entry);
    }

    @Override
    public List<ListEntry> list(String after, int most) {
        return list.list(after, most);
    }

    @Override
    public long sweep() {
        return list.sweep();
    }
}
