package dev.ratelimit.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Which users a HyperLogLog elsewhere must hear of: those who would change it, however many there are. Of a million users in
 * a minute that is some sixty thousand. Thread-safe.
 */
final class DistinctUsers {

    private static final int RECENT = 4_096;

    private final Queue<String> news = new ConcurrentLinkedQueue<>();
    private volatile Seen seen = new Seen();

    /** Whoever came since the last {@link #startAnew}. */
    private static final class Seen {

        private final Registers registers = new Registers();
        // The same few users make most requests: they are not hashed each time.
        private final String[] recent = new String[RECENT];
    }

    void add(String user) {
        Seen now = seen;
        int place = user.hashCode() & (RECENT - 1);
        if (user.equals(now.recent[place])) {
            return;
        }
        now.recent[place] = user;
        if (now.registers.add(user)) {
            news.add(user);
        }
    }

    /** Those to tell of since the last time. */
    List<String> drain() {
        List<String> drained = new ArrayList<>();
        for (String user = news.poll(); user != null; user = news.poll()) {
            drained.add(user);
        }
        return drained;
    }

    /** For a HyperLogLog of the next minute, which knows nobody. */
    void startAnew() {
        seen = new Seen();
    }
}
