package dev.ratelimit.traffic;

import java.time.Instant;
import java.util.List;

/**
 * What came in a time, of one in {@code 2^level} callers. All requests of a caller who is among it are, less what nodes have
 * yet to write.
 *
 * @param seen in order of time
 * @param level how coarse the sample is; 0 is everybody
 * @param from since when it is complete
 * @param to until when
 * @param lost how many requests nodes had no room to see, of all callers
 */
public record Traffic(List<Seen> seen, int level, Instant from, Instant to, long lost) {

    public Traffic {
        seen = List.copyOf(seen);
    }

    /** How many callers each one stands for. */
    public long scale() {
        return 1L << level;
    }

    /** Whether the requests of a caller, of whom this is the {@link Fingerprint}, are among it if there were any. */
    public boolean holds(long caller) {
        return Fingerprint.isKept(caller, level);
    }
}
