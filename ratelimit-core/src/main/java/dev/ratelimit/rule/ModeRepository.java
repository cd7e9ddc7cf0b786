package dev.ratelimit.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@link ModeSwitch}. Thread-safe, on any number of nodes; what is set holds here at once and on every other node
 * within moments. Where it is kept on Redis it survives restarts, and methods throw a {@code StoreException} when Redis
 * cannot answer.
 */
public interface ModeRepository {

    /** The switch as it was set last; {@link ModeSwitch#UNTOUCHED} when it never was. */
    ModeSwitch load();

    /**
     * Sets the switch.
     *
     * @param until from when on rules are enforced again, to the second; null for no end
     * @param author who wants it
     */
    ModeSwitch set(Mode mode, @Nullable Instant until, String author);
}
