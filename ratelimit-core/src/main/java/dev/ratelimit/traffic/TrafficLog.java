package dev.ratelimit.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was seen of recent traffic, read again. Thread-safe. */
public final class TrafficLog {

    /** How much is read at most, the latest; 32 bytes each. */
    static final int MOST = 1_000_000;

    private final TrafficStore store;

    /** @param store of all nodes */
    public TrafficLog(TrafficStore store) {
        this.store = store;
    }

    /**
     * What came in a time, as far as it is kept: on Redis the last hour at least, in a JVM a quarter of one. Of the last
     * seconds, five or as many as there are nodes, some may be missing.
     *
     * @throws dev.ratelimit.store.StoreException when Redis cannot answer
     */
    public Traffic read(Instant from, Instant to) {
        return read(from, to, MOST);
    }

    /**
     * The latest of it.
     *
     * @param most how much, about; 1 to 1,000,000
     */
    public Traffic read(Instant from, Instant to, int most) {
        Found found = new Found(from.toEpochMilli(), to.toEpochMilli(), Math.min(most, MOST));
        store.read(found);
        return found.traffic();
    }

    /** Gathers blobs, the latest first. */
    private static final class Found implements TrafficStore.Reader {

        private final long from;
        private final long to;
        private final int most;
        private final List<Seen> seen = new ArrayList<>();
        private @Nullable Long begins;
        private boolean more = true;
        private int level;
        private long lost;

        Found(long from, long to, int most) {
            this.from = from;
            this.to = to;
            this.most = most;
        }

        @Override
        public boolean read(Instant appended, byte[] bytes) {
            Blob blob = Blob.unpack(bytes);
            if (blob != null && blob.startMillis() < to && blob.endMillis() >= from) {
                add(blob);
            }
            begins = blob == null ? begins : Long.valueOf(blob.startMillis());
            more = appended.toEpochMilli() >= from && seen.size() < most;
            return more;
        }

        private void add(Blob blob) {
            level = Math.max(level, blob.level());
            lost += blob.lost();
            for (Seen one : blob.seen()) {
                if (one.atMillis() >= from && one.atMillis() < to) {
                    seen.add(one);
                }
            }
        }

        Traffic traffic() {
            boolean whole = !more && seen.size() < most;
            long start = whole ? from : Math.max(from, begins == null ? to : begins);
            seen.removeIf(one ->
                    one.atMillis() < start || !Fingerprint.isKept(one.request().caller(), level));
            seen.sort(Comparator.comparingLong(Seen::atMillis));
            return new Traffic(seen, level, Instant.ofEpochMilli(Math.min(start, to)), Instant.ofEpochMilli(to), lost);
        }
    }
}
