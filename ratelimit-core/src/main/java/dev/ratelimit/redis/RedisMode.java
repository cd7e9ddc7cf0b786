package dev.ratelimit.redis;

import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.ModeRepository;
import dev.ratelimit.rule.ModeSwitch;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The switch for everything as a hash on Redis. */
final class RedisMode implements ModeRepository {

    private static final String SET = Script.read(RedisMode.class, "mode_set.lua");

    private final Admin redis;
    private final Keys keys;
    private final ChangeFeed changes;

    RedisMode(Admin redis, Keys keys, ChangeFeed changes) {
        this.redis = redis;
        this.keys = keys;
        this.changes = changes;
    }

    @Override
    public ModeSwitch load() {
        Map<String, String> fields = redis.hash(keys.stored("mode"));
        Instant at = seconds(fields, "at");
        return at == null
                ? ModeSwitch.UNTOUCHED
                : new ModeSwitch(
                        mode(fields.get("mode")), seconds(fields, "until"), fields.getOrDefault("author", ""), at);
    }

    @Override
    public ModeSwitch set(Mode mode, @Nullable Instant until, String author) {
        String end = until == null ? "" : Long.toString(until.getEpochSecond());
        redis.eval(SET, List.of(keys.stored("mode"), keys.version()), List.of(keys.events(), mode.id(), end, author));
        changes.changedHere("mode", "");
        return load();
    }

    private static Mode mode(@Nullable String word) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.id().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("\"" + word + "\" is not a mode"));
    }

    private static @Nullable Instant seconds(Map<String, String> fields, String name) {
        String text = fields.getOrDefault(name, "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Instant.ofEpochSecond(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalStateException(name + " \"" + text + "\" is not a number of seconds", e);
        }
    }
}
