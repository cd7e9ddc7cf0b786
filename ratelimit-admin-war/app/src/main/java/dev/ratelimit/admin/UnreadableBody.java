package dev.ratelimit.admin;

import java.io.IOException;
import java.io.Serial;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A body that cannot be read to its end. One of input and output, which Jackson hands on as it is. */
final class UnreadableBody extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableBody.class);

    private final transient Problem problem;

    UnreadableBody(int status, String detail) {
        super(detail);
        this.problem = Problem.of(status, detail);
    }

    /** A client that went away or stopped sending: no fault of ours. */
    static UnreadableBody because(IOException e) {
        if (e instanceof UnreadableBody known) {
            return known;
        }
        LOG.debug("A body could not be read: {}", e.toString());
        return isTimeout(e)
                ? new UnreadableBody(408, "The body did not come in time.")
                : new UnreadableBody(400, "The body ended before its end, or is not framed as HTTP frames bodies.");
    }

    /** Servers say it in different ways: Tomcat by the exception itself, Jetty by its cause. */
    private static boolean isTimeout(Throwable e) {
        return e instanceof SocketTimeoutException
                || e instanceof TimeoutException
                || (e.getCause() != null && isTimeout(e.getCause()));
    }

    Problem problem() {
        return problem;
    }
}
