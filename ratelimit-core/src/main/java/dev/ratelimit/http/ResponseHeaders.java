package dev.ratelimit.http;

import dev.ratelimit.limit.Verdict;
import java.util.List;

/** Tells the client in header lines what was decided. Replaceable, as drafts change. Thread-safe. */
public interface ResponseHeaders {

    /** The lines for a verdict, in order; empty when there is nothing to tell. */
    List<Header> of(Verdict verdict);

    /** Every name that {@link #of} may use: what a browser of another origin must be allowed to read. */
    List<String> names();

    /**
     * The standard lines: {@code RateLimit-Policy} and {@code RateLimit} of draft-ietf-httpapi-ratelimit-headers-10,
     * {@code X-RateLimit-Limit}, {@code -Remaining}, {@code -Reset} and {@code -Algorithm}, and {@code Retry-After} on
     * a refusal.
     *
     * <p>{@code RateLimit} lists every enforced decision, the binding one first; the {@code X-} lines show the binding
     * one. Not shown are shadow decisions, and those made without a look at the bucket because the store was lost.
     * {@code Retry-After} is the longest wait of all denials in whole seconds, rounded up, at least 1; it is left out
     * where no waiting helps.
     */
    static ResponseHeaders standard(ResponseOptions options) {
        return new StandardHeaders(options);
    }
}
