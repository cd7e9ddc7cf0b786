package dev.ratelimit.redis;

import dev.ratelimit.rule.RulesException;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node keeps of one kind of things on Redis. What cannot be read changes nothing: what was read last stays, and
 * one log line says why. Thread-safe: what one thread reads is kept before another reads again.
 */
final class Copy {

    private static final Logger LOG = LoggerFactory.getLogger(Copy.class);

    private final String key;
    private final Consumer<String> refresh;
    private final long mostNanos;
    private String complaint = "";
    private boolean pending;
    private long allNanos = System.nanoTime();

    /**
     * @param key what it lies under
     * @param most after which time all is read again
     * @param refresh reads again what it is given the id of, or all when the id is empty
     */
    Copy(String key, Duration most, Consumer<String> refresh) {
        this.key = key;
        this.mostNanos = most.toNanos();
        this.refresh = refresh;
    }

    /** @throws StoreException when Redis does not answer at all */
    synchronized void refresh(String id) {
        try {
            // Where something could not be read, only a look at everything tells whether it can be now.
            String which = complaint.isEmpty() ? id : "";
            allNanos = which.isEmpty() ? System.nanoTime() : allNanos;
            refresh.accept(which);
            pending = false;
            complain("");
        } catch (StoreException e) {
            pending = true;
            if (e.trouble() != Trouble.CALL && e.trouble() != Trouble.REFUSED) {
                throw e;
            }
            // The others can be read all the same.
            complain(String.valueOf(e.getMessage()));
        } catch (RulesException e) {
            complain(e.inOneLine());
        } catch (RuntimeException e) {
            // Whatever somebody wrote there: the thread of the feed must live.
            complain(String.valueOf(e.getMessage()));
        }
    }

    /** Tries again what Redis refused last time, and reads all again when it is time to. */
    synchronized void retry() {
        if (pending || System.nanoTime() - allNanos > mostNanos) {
            refresh("");
        }
    }

    private void complain(String what) {
        if (Thread.currentThread().isInterrupted()) {
            // The feed is being closed.
            return;
        }
        if (!what.isEmpty() && !what.equals(complaint)) {
            LOG.warn("{} on Redis cannot be used; what was read last stays in force: {}", key, what);
        }
        if (what.isEmpty() && !complaint.isEmpty()) {
            LOG.info("{} on Redis can be used again", key);
        }
        complaint = what;
    }
}
