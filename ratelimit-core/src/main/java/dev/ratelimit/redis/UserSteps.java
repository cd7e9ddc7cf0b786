package dev.ratelimit.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Changes users on a Redis Cluster, where a user's record, the set of users and the counter of changes lie in three slots.
 * A change is some steps of which each can be the last: a member of the set without a record is a user with the defaults,
 * and a record that no node was told of holds by its version on the next check that reaches it.
 */
final class UserSteps implements UserWriter {

    private static final String RECORD = Script.read(UserSteps.class, "user_record.lua");
    private static final String LOOK = Script.read(UserSteps.class, "user_look.lua");
    private static final String TELL = Script.read(UserSteps.class, "user_reset.lua");

    private final Admin redis;
    private final Keys keys;

    UserSteps(Admin redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** The number, of a counter for records alone: that of all changes moves on when the record is what it says. */
    @Override
    public boolean change(String id, Map<String, String> fields, String expected) {
        List<String> args = new ArrayList<>(List.of(Long.toString(redis.increment(keys.records())), expected));
        fields.forEach((field, value) -> args.addAll(List.of(field, value)));
        if (expected.isEmpty() || expected.equals(NONE)) {
            redis.add(keys.users(), List.of(id));
        }
        boolean changed = redis.eval(RECORD, List.of(keys.user(id)), args) > 0;
        if (changed) {
            redis.eval(TELL, List.of(keys.version()), List.of(keys.events(), id));
        }
        return changed;
    }

    /** The record first. A check that comes between makes it anew; it is listed when the nodes have heard of the deletion. */
    @Override
    public void delete(String id) {
        redis.delete(List.of(keys.user(id)));
        redis.remove(keys.users(), List.of(id));
    }

    /** Who was taken off and has come meanwhile is put on again. */
    @Override
    public long sweep(List<String> ids, long lifetimeMillis) {
        List<String> gone = gone(ids, lifetimeMillis);
        redis.remove(keys.users(), gone);
        List<String> back = new ArrayList<>(gone);
        back.removeAll(gone(gone, lifetimeMillis));
        redis.add(keys.users(), back);
        return (long) gone.size() - back.size();
    }

    private List<String> gone(List<String> ids, long lifetimeMillis) {
        List<byte[]> records = ids.stream().map(keys::user).toList();
        List<Long> there = redis.evalEach(LOOK, records, List.of(Long.toString(lifetimeMillis)));
        List<String> gone = new ArrayList<>();
        for (int i = 0; i < there.size(); i++) {
            if (there.get(i) == 0) {
                gone.add(ids.get(i));
            }
        }
        return gone;
    }
}
