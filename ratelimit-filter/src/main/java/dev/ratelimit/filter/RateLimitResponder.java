package dev.ratelimit.filter;

import dev.ratelimit.http.Refusal;
import dev.ratelimit.limit.Verdict;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Writes the response to a request that may not pass, in place of the standard one. Called from many threads at once.
 *
 * <p>The class of one that init-param {@code responder} names has a public constructor without parameters.
 */
@FunctionalInterface
public interface RateLimitResponder {

    /**
     * Answers a denied request. The header lines of the refusal, {@code Retry-After} included, are on the response
     * already; status and body are not. The body of the request may have been skipped. What this throws as an unchecked exception is logged once, and the standard
     * response is sent if nothing has been sent yet: the request never passes.
     *
     * @param request the request; its path tells what was asked for
     * @param response to be completed here, or by {@code sendError}, or by a forward to a page of the application, neither
     *     of which counts as a request
     * @param verdict why it was denied
     * @param refusal the standard response, to take from it what fits
     */
    void refuse(HttpServletRequest request, HttpServletResponse response, Verdict verdict, Refusal refusal)
            throws IOException, ServletException;
}
