package dev.ratelimit.filter;

import dev.ratelimit.http.Refusal;
import dev.ratelimit.limit.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A responder that {@code web.xml} can name. */
public final class PageResponder implements RateLimitResponder {

    @Override
    public void refuse(HttpServletRequest request, HttpServletResponse response, Verdict verdict, Refusal refusal)
            throws IOException {
        response.setStatus(refusal.status());
        response.getWriter().print("come back later");
    }
}
