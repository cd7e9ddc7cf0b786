package dev.ratelimit.rule;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The switch of this JVM, gone with it. */
public final class MemoryMode implements ModeRepository {

    private final InstantSource clock;
    private final Consumer<ModeSwitch> listener;
    private ModeSwitch current = ModeSwitch.UNTOUCHED;

    /** @param listener hears of the switch after each change, before the change's caller does */
    public MemoryMode(InstantSource clock, Consumer<ModeSwitch> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public synchronized ModeSwitch load() {
        return current;
    }

    @Override
    public synchronized ModeSwitch set(Mode mode, @Nullable Instant until, String author) {
        Instant end = until == null ? null : until.truncatedTo(ChronoUnit.SECONDS);
        current = new ModeSwitch(mode, end, author, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        listener.accept(current);
        return current;
    }
}
