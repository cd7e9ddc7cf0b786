package dev.ratelimit.store;

import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether one server of a store answers. Each change is one line in the log. */
final class ServerHealth {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverStore.class);

    private final String name;
    private final Breaker breaker;
    private final InstantSource clock;
    private volatile long lostAtMillis;
    /** Of the failure that was last: why an open breaker is. */
    private volatile String cause = "";

    ServerHealth(String server, InstantSource clock) {
        this.name = server.equals(Servers.ONLY) ? "Redis" : "Redis server " + server;
        this.breaker = new Breaker(clock);
        this.clock = clock;
    }

    /** Whether it is not to be asked. */
    boolean lost() {
        return breaker.open();
    }

    /** Why it is lost. */
    String cause() {
        return cause;
    }

    /** It answered a real call. */
    void succeeded() {
        if (breaker.succeeded()) {
            LOG.info("{} is back after {}", name, away());
        }
    }

    /** It did not answer a real call. */
    void failed(StoreException e) {
        if (e.trouble() != Trouble.CALL) {
            cause = e.word();
        }
        if (breaker.failed(e.trouble())) {
            lostAtMillis = clock.millis();
            LOG.warn(
                    "{} is lost ({}: {}); rules follow their on_store_failure until it is back",
                    name,
                    e.trouble(),
                    e.getMessage());
        }
    }

    /** It answered a probe. */
    void probed() {
        breaker.probed();
    }

    /** It is gone; what it decided, others decide. */
    void replaced() {
        if (breaker.state() != Breaker.State.CLOSED) {
            LOG.info("{} is replaced after {}", name, away());
        }
    }

    private Duration away() {
        return Duration.ofMillis(clock.millis() - lostAtMillis);
    }
}
