package dev.ratelimit.node;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a node tells of itself. Thread-safe. */
public final class Self {

    /** The last part of a UUID: 48 bits by chance. */
    private static final int ID_START = 24;

    private final String id = UUID.randomUUID().toString().substring(ID_START);
    private final @Nullable String app;
    private final String keySecret;
    private final State state;
    private final InstantSource clock;
    private final Instant startedAt;

    /**
     * What changes.
     *
     * @param rulesVersion as {@link Node} has it
     * @param mode the same
     * @param redis whether there is one
     * @param lost whether it is not asked at the moment
     */
    public record State(LongSupplier rulesVersion, Supplier<String> mode, boolean redis, BooleanSupplier lost) {

        String store() {
            if (!redis) {
                return "memory";
            }
            return lost.getAsBoolean() ? "local" : "redis";
        }
    }

    /**
     * A node that starts now.
     *
     * @param app as {@link Node} has it
     * @param keySecret the same
     */
    public Self(@Nullable String app, String keySecret, State state, InstantSource clock) {
        this.app = app;
        this.keySecret = keySecret;
        this.state = state;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Whether Redis is not asked at the moment. */
    public boolean lost() {
        return state.lost().getAsBoolean();
    }

    /** What there is to tell at the moment. */
    public Node now() {
        return told(state.store());
    }

    /** The same for one that has just found out that Redis does not answer. */
    public Node alone() {
        return told("local");
    }

    private Node told(String store) {
        return new Node(
                id,
                Host.name(),
                app,
                Library.VERSION,
                System.getProperty("java.version"),
                startedAt,
                clock.instant(),
                state.rulesVersion().getAsLong(),
                state.mode().get(),
                store,
                keySecret);
    }
}
