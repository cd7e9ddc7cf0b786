package dev.ratelimit.filter;

import dev.ratelimit.http.Refusal;
import dev.ratelimit.limit.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends the refusal as it is. */
final class StandardResponder implements RateLimitResponder {

    @Override
    public void refuse(HttpServletRequest request, HttpServletResponse response, Verdict verdict, Refusal refusal)
            throws IOException {
        send(response, refusal);
    }

    static void send(HttpServletResponse response, Refusal refusal) throws IOException {
        response.setStatus(refusal.status());
        response.setContentType(refusal.contentType());
        try {
            response.getOutputStream().write(refusal.body().getBytes(StandardCharsets.UTF_8));
        } catch (IllegalStateException e) {
            // Somebody before us asked for the writer; a response has only one of the two.
            response.getWriter().write(refusal.body());
        }
    }
}
