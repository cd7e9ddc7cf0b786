package dev.ratelimit.redis;

import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node keeps of one kind of things on Redis. What cannot be read changes nothing: what was read last stays, and
 * one log line says why. Thread-safe: what one thread reads is kept before another reads again.
 */
final class Copy {

    private static final Logger LOG = LoggerFactory.getLogger(Copy.class);

    private final String topic;
    private final Consumer<String> refresh;
    private String complaint = "";
    private boolean pending;

    /** @param refresh reads again what it is given the id of, or all when the id is empty */
    Copy(String topic, Consumer<String> refresh) {
        this.topic = topic;
        this.refresh = refresh;
    }

    /** @throws StoreException when Redis does not answer at all */
    synchronized void refresh(String id) {
        try {
            refresh.accept(id);
            pending = false;
            complain("");
        } catch (StoreException e) {
            pending = true;
            if (e.trouble() != Trouble.CALL && e.trouble() != Trouble.REFUSED) {
                throw e;
            }
            // The others can be read all the same.
            complain(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Whatever somebody wrote there: the thread of the feed must live.
            complain(String.valueOf(e.getMessage()));
        }
    }

    /** Tries again what Redis refused last time. */
    synchronized void retry() {
        if (pending) {
            refresh("");
        }
    }

    private void complain(String what) {
        if (!what.isEmpty() && !what.equals(complaint)) {
            LOG.warn("The {} on Redis cannot be used; what was read last stays in force: {}", topic, what);
        }
        if (what.isEmpty() && !complaint.isEmpty()) {
            LOG.info("The {} on Redis are in force again", topic);
        }
        complaint = what;
    }
}
