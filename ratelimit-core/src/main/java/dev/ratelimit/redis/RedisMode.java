package dev.ratelimit.redis;

import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.ModeRepository;
import dev.ratelimit.rule.ModeSwitch;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The switch for everything as a hash on Redis. */
public final class RedisMode implements ModeRepository {

    private static final Logger LOG = LoggerFactory.getLogger(RedisMode.class);

    private static final String SET = Script.read(RedisMode.class, "mode_set.lua");
    private static final String PUT_BACK = Script.read(RedisMode.class, "mode_put_back.lua");

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
        redis.eval(SET, touched(), List.of(keys.events(), mode.id(), text(until), author));
        changes.changedHere("mode", "");
        return load();
    }

    /**
     * The switch as it was set last. One that the server has lost is put back.
     *
     * @param kept as this node knows it
     */
    public ModeSwitch refreshed(ModeSwitch kept) {
        ModeSwitch stored = load();
        Instant at = kept.at();
        if (stored.touched() || at == null) {
            return stored;
        }
        redis.eval(
                PUT_BACK,
                touched(),
                List.of(keys.events(), kept.mode().id(), text(kept.until()), kept.author(), text(at)));
        LOG.warn(
                "{} on Redis was lost; this node has put back the switch that it kept, {}",
                keys.name("mode"),
                kept.mode().id());
        return load();
    }

    private List<byte[]> touched() {
        return List.of(keys.stored("mode"), keys.version());
    }

    private static String text(@Nullable Instant instant) {
        return instant == null ? "" : Long.toString(instant.getEpochSecond());
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
