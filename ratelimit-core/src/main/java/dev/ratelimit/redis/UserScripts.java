package dev.ratelimit.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes users on one server: each change is one script. */
final class UserScripts implements UserWriter {

    private static final String CHANGE = Script.read(UserScripts.class, "user_change.lua");
    private static final String DELETE = Script.read(UserScripts.class, "user_delete.lua");
    private static final String SWEEP = Script.read(UserScripts.class, "user_sweep.lua");

    private final Admin redis;
    private final Keys keys;

    UserScripts(Admin redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public boolean change(String id, Map<String, String> fields, String expected) {
        List<String> args = new ArrayList<>(List.of(keys.events(), id, expected));
        fields.forEach((field, value) -> args.addAll(List.of(field, value)));
        return redis.eval(CHANGE, List.of(keys.user(id), keys.users(), keys.version()), args) > 0;
    }

    /** At once: no check can come between and find half of a user. */
    @Override
    public void delete(String id) {
        redis.eval(DELETE, List.of(keys.user(id), keys.users()), List.of(id));
    }

    @Override
    public long sweep(List<String> ids, long lifetimeMillis) {
        List<byte[]> touched = new ArrayList<>(List.of(keys.users()));
        ids.forEach(id -> touched.add(keys.user(id)));
        List<String> args = new ArrayList<>(List.of(Long.toString(lifetimeMillis)));
        args.addAll(ids);
        return redis.eval(SWEEP, touched, args);
    }
}
