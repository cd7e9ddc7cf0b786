package dev.ratelimit.store;

import dev.ratelimit.store.StoreException.Trouble;
import java.time.InstantSource;

/** Whether one server of a store answers. Each change is one line in the log, while they are few. */
final class ServerHealth {

    private final Breaker breaker;
    private final OutageLog log;
    /** Of the failure that was last: why an open breaker is. */
    private volatile String cause = "new";

    /** @param untried whether it is not to be asked before it answered a probe */
    ServerHealth(OutageLog log, boolean untried, InstantSource clock) {
        this.log = log;
        this.breaker = new Breaker(clock, untried);
    }

    /** Whether it is not to be asked. */
    boolean lost() {
        return breaker.open();
    }

    /** Whether nothing is known of it but that it is not to be asked yet. */
    boolean untried() {
        return breaker.state() == Breaker.State.UNTRIED;
    }

    /** Why it is lost. */
    String cause() {
        return cause;
    }

    /** It answered a real call. */
    void succeeded() {
        if (breaker.succeeded()) {
            log.back();
        }
    }

    /** It did not answer a real call; or a probe, and no call was tried. */
    void failed(StoreException e) {
        if (e.trouble() == Trouble.CALL) {
            log.unanswered(e);
            return;
        }
        cause = e.word();
        if (breaker.failed(e.trouble())) {
            log.lost(e);
        }
    }

    /** It answered a probe. */
    void probed() {
        breaker.probed();
    }

    /** It is gone; what it decided, others decide. Returns its log, should it come again. */
    OutageLog replaced() {
        if (breaker.state() != Breaker.State.CLOSED) {
            log.replaced();
        }
        return log;
    }
}
