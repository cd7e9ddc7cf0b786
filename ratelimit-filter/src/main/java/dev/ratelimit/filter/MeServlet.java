package dev.ratelimit.filter;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.http.Refusal;
import dev.ratelimit.http.Refusals;
import dev.ratelimit.http.RequestView;
import dev.ratelimit.http.ResponseHeaders;
import dev.ratelimit.http.ResponseOptions;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.store.StoreException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells callers what is left to them: {@code {"user": "alice", "list": null, "limits": [{"rule", "limit", "remaining", "reset",
 * "retry_after", …}]}}, with an entry for each limit that applies to the request, or with {@code ?path=/search} for each
 * that would apply there. It takes nothing and makes no user; the request as such is counted by the filter like any other
 * unless its path is {@linkplain FilterOptions#exclude excluded}. Of an API key nothing is told but its hash.
 *
 * <p>The application maps it where it likes, behind authentication where rules count by user. While Redis is
 * lost, a user gets 503, as nobody knows his record, and any other caller is told what this JVM counts.
 */
public class MeServlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Refusals REFUSALS =
            new Refusals(ResponseHeaders.standard(ResponseOptions.defaults()), ResponseOptions.defaults());

    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");
    private static final String NOT_ALLOWED = """
            {"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"Accepted is GET; what is left can be\
             looked at, not changed."}
            """;

    private final transient @Nullable RateLimiter given;

    /** Asks the limiter of the application's first {@link RateLimitFilter}. */
    public MeServlet() {
        this.given = null;
    }

    /** Asks a limiter that the application built and closes. */
    public MeServlet(RateLimiter limiter) {
        this.given = limiter;
    }

    /** Answers every other method with 405, so that nothing seems to have been changed. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (METHODS.contains(request.getMethod())) {
            super.service(request, response);
            return;
        }
        UnreadBody.settle(request, response);
        response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        response.setHeader("Allow", String.join(", ", METHODS));
        response.setContentType("application/problem+json");
        response.getOutputStream().write(NOT_ALLOWED.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setHeader("Cache-Control", "no-store");
        RequestView view = new ServletRequestView(request);
        try {
            String json = limiter().standing(view).json();
            response.setContentType("application/json");
            response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
        } catch (StoreException e) {
            sendUnknown(view, response);
        }
    }

    private static void sendUnknown(RequestView request, HttpServletResponse response) throws IOException {
        Verdict unknown = Verdict.without(false, Source.FAIL_CLOSED, System.currentTimeMillis());
        Refusal refusal = REFUSALS.of(unknown, request.header("Accept"));
        refusal.headers().forEach(line -> response.setHeader(line.name(), line.value()));
        StandardResponder.send(response, refusal);
    }

    private RateLimiter limiter() throws ServletException {
        if (given != null) {
            return given;
        }
        if (getServletContext().getAttribute(RateLimitFilter.LIMITER) instanceof RateLimiter limiter) {
            return limiter;
        }
        throw new ServletException(
                "servlet " + getServletName() + " has no limiter; accepted are a RateLimitFilter in the"
                        + " same application, or a RateLimiter given to the constructor");
    }
}
