package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.filter.Completion;
import dev.ratelimit.filter.RateLimitFilter;
import dev.ratelimit.filter.ServletRequestView;
import dev.ratelimit.filter.UnreadBody;
import dev.ratelimit.http.ExposeHeaders;
import dev.ratelimit.http.Header;
import dev.ratelimit.http.RequestView;
import dev.ratelimit.limit.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Through the Servlet API, as the filter does: header lines are on the response before the resource runs, whatever becomes
 * of it afterwards. Properties of a request are its attributes; they are reached at less cost than through a stand-in.
 *
 * @param request stands for the one that the thread serves
 * @param response the same
 */
record ServletExchange(HttpServletRequest request, HttpServletResponse response) implements Exchange {

    private static final int ERROR = 500;

    @Override
    public RequestView view(ContainerRequestContext context, Resource resource) {
        return new JaxrsRequestView(context, resource, request::getContextPath, new ServletRequestView(request));
    }

    @Override
    public @Nullable RateLimitContext context(ContainerRequestContext context) {
        return RateLimitContext.of(context.getProperty(RateLimitContext.ATTRIBUTE));
    }

    @Override
    public void keep(ContainerRequestContext context, RateLimitContext decided, Verdict verdict) {
        context.setProperty(RateLimitContext.ATTRIBUTE, decided);
        context.setProperty(RateLimitFilter.VERDICT, verdict);
    }

    @Override
    public void tell(ContainerRequestContext context, List<Header> lines, Exposure exposure) {
        lines.forEach(line -> response.setHeader(line.name(), line.value()));
        if (!lines.isEmpty()) {
            exposure.line(() -> response.getHeaders(ExposeHeaders.NAME))
                    .ifPresent(line -> response.addHeader(line.name(), line.value()));
        }
    }

    @Override
    public void respond(ContainerRequestContext context, ContainerResponseContext answer) {}

    @Override
    public boolean committed() {
        return known(response::isCommitted, true);
    }

    @Override
    public int status(int answered) {
        // A failure is one whatever was sent before it.
        return answered < ERROR && known(response::isCommitted, false) ? response.getStatus() : answered;
    }

    @Override
    public void leaveBody() {
        UnreadBody.settle(request, response);
    }

    @Override
    public boolean whenComplete(Completion.Listener settlement) {
        return known(request::isAsyncStarted, false) && Completion.of(request, settlement);
    }

    /**
     * RESTEasy has a stand-in stand for nothing in a thread of the application's that sends the first event before the
     * method returns: then the response is settled at once, and charged for what comes later.
     */
    private static boolean known(BooleanSupplier fact, boolean otherwise) {
        try {
            return fact.getAsBoolean();
        } catch (RuntimeException e) {
            return otherwise;
        }
    }
}
