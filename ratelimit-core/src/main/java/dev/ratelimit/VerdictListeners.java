package dev.ratelimit;

import dev.ratelimit.limit.Verdict;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears of verdicts; what one throws changes nothing, for the others neither. Thread-safe. */
final class VerdictListeners {

    private static final Logger LOG = LoggerFactory.getLogger(VerdictListeners.class);

    private final List<Listening> all = new CopyOnWriteArrayList<>();

    /** Adds one; what is returned ends it. */
    Runnable add(ObjLongConsumer<Verdict> listener) {
        Listening listening = new Listening(listener);
        all.add(listening);
        return () -> all.remove(listening);
    }

    void decided(Verdict verdict, long nanos) {
        for (Listening listening : all) {
            listening.decided(verdict, nanos);
        }
    }

    private static final class Listening {

        private final ObjLongConsumer<Verdict> listener;
        private final AtomicBoolean failed = new AtomicBoolean();

        Listening(ObjLongConsumer<Verdict> listener) {
            this.listener = listener;
        }

        /** An error of linkage is that of a library which is there in part, or in another version. */
        void decided(Verdict verdict, long nanos) {
            try {
                listener.accept(verdict, nanos);
            } catch (RuntimeException | LinkageError e) {
                if (failed.compareAndSet(false, true)) {
                    LOG.warn("A LimitListener threw; it goes on being called, further exceptions are not logged", e);
                }
            }
        }
    }
}
