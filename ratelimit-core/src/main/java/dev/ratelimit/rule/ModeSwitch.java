package dev.ratelimit.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The switch for everything: {@code enforce} as the rules say, {@code shadow} (count and report, deny nothing), or
 * {@code off} (do not even count).
 *
 * @param until from when on it is as if nobody had touched it, to the second; null for no end
 * @param author who touched it last
 * @param at when that was, to the second; null when nobody has
 */
public record ModeSwitch(
        Mode mode,
        @Nullable Instant until,
        String author,
        @Nullable Instant at) {

    /** Nobody has touched it: rules are enforced. */
    public static final ModeSwitch UNTOUCHED = new ModeSwitch(Mode.ENFORCE, null, "", null);

    /** The mode in force at a Unix time. */
    public Mode at(long nowMillis) {
        return mode != Mode.ENFORCE && until != null && nowMillis >= until.toEpochMilli() ? Mode.ENFORCE : mode;
    }

    /** Whether anybody has touched it. */
    public boolean touched() {
        return at != null;
    }
}
