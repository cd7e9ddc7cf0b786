package dev.ratelimit.user;

import dev.ratelimit.rule.Repository;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.Owners;
import dev.ratelimit.store.UserRecords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The users of a {@link MemoryStore}: those of this JVM, gone with it. */
public final class MemoryUsers implements Users {

    private final MemoryStore store;
    private final UserRecords records;
    private final Owners owners;
    private final Consumer<String> listener;

    /**
     * @param records the same that the store keeps
     * @param owners tells a user's buckets
     * @param listener hears of each user that was changed
     */
    public MemoryUsers(MemoryStore store, UserRecords records, Owners owners, Consumer<String> listener) {
        this.store = store;
        this.records = records;
        this.owners = owners;
        this.listener = listener;
    }

    @Override
    public Optional<Profile> find(String id) {
        return records.find(id).map(Profile::of);
    }

    @Override
    public void change(String id, Map<String, String> fields, long version) {
        boolean changed = version == Repository.ANY
                ? records.change(id, fields)
                : records.change(id, fields, version == NONE ? OptionalLong.empty() : OptionalLong.of(version));
        listener.accept(id);
        if (!changed) {
            throw Users.conflict(id, version);
        }
    }

    @Override
    public void delete(String id) {
        records.delete(id);
        reset(id);
    }

    @Override
    public void reset(String id) {
        store.forget(id, owners);
        listener.accept(id);
    }

    @Override
    public UserPage list(String cursor, String prefix, int size) {
        Map<String, Profile> users = new LinkedHashMap<>();
        String last = null;
        for (String id : records.ids(cursor, prefix, size)) {
            find(id).ifPresent(profile -> users.put(id, profile));
            last = id;
        }
        return new UserPage(users, users.size() < size ? null : last);
    }

    /** Records here expire together with their place in the list. */
    @Override
    public long sweep() {
        return 0;
    }
}
