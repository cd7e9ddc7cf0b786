package dev.ratelimit.http;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that requests come through a proxy whose word is not taken: then all of its clients have one address, and share
 * what is counted by address. Says so once. Thread-safe.
 */
public final class UntrustedForwarding {

    private static final Logger LOG = LoggerFactory.getLogger(UntrustedForwarding.class);

    private final AtomicBoolean watching;

    /** Watches where no proxy is trusted. */
    public UntrustedForwarding(ClientAddress clientAddress) {
        this.watching = new AtomicBoolean(clientAddress.header() == ForwardedHeader.NONE);
    }

    /** Looks at a request of which something depends on its address. */
    public void look(RequestView request) {
        if (!watching.get()) {
            return;
        }
        for (ForwardedHeader header : ForwardedHeader.values()) {
            boolean seen = header != ForwardedHeader.NONE && request.header(header.word()) != null;
            if (seen && watching.compareAndSet(true, false)) {
                LOG.warn(
                        "A request from {} has the header {}, which is not believed: if a proxy of yours wrote it, all of its"
                                + " clients count as one address; name it in trustedProxies and the header in forwardedHeader",
                        request.peerAddress(),
                        header.word());
            }
        }
    }
}
