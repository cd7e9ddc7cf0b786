package dev.ratelimit.gate;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each kind of fault, however many requests it meets. Thread-safe. */
public final class FaultLog {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** Logs a fault if it is the first of its kind. */
    public void first(String what, Throwable fault) {
        if (seen.add(what + fault.getClass().getName())) {
            LOG.error("{}; more of this kind are not logged", what, fault);
        }
    }
}
