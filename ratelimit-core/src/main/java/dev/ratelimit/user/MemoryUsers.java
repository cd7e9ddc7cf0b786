package dev.ratelimit.user;

import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.UserRecords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The users of a {@link MemoryStore}: those of this JVM, gone with it. */
public final class MemoryUsers implements Users {

    private final MemoryStore store;
    private final UserRecords records;

    /** @param records the same that the store keeps */
    public MemoryUsers(MemoryStore store, UserRecords records) {
        this.store = store;
        this.records = records;
    }

    @Override
    public Optional<Profile> find(String id) {
        return records.find(id).map(Profile::of);
    }

    @Override
    public void customise(String id, Map<String, String> fields) {
        records.customise(id, fields);
    }

    @Override
    public void delete(String id) {
        records.delete(id);
        store.forget(id);
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
