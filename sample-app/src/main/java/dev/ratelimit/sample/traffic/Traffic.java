package dev.ratelimit.sample.traffic;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One load at a time, for any number of threads that start and stop it. */
final class Traffic {
    private final Duration length;
    private @Nullable Load load;

    /** Each start is good for this long. */
    Traffic(Duration length) {
        this.length = length;
    }

    /** Begins, and counts afresh; or prolongs what runs. */
    synchronized State start(URI shop) {
        if (load != null && load.state().running()) {
            load.prolong(length);
        } else {
            load = new Load(shop, length);
        }
        return load.state();
    }

    /** Stops what runs, if anything does. */
    synchronized State stop() {
        if (load != null) {
            load.stop();
        }
        return state();
    }

    /** Of what runs or ran last. */
    synchronized State state() {
        return load == null ? State.NONE : load.state();
    }
}
