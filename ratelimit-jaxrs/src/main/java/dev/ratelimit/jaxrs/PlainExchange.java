package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.filter.Completion;
import dev.ratelimit.http.ExposeHeaders;
import dev.ratelimit.http.Header;
import dev.ratelimit.http.RequestView;
import dev.ratelimit.limit.Verdict;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** By JAX-RS alone: nobody knows a client's address, and header lines wait for the response. */
final class PlainExchange implements Exchange {

    private static final String LINES = "dev.ratelimit.jaxrs.lines";

    /** What is to be put on the response. */
    private record Lines(List<Header> headers, Exposure exposure) {}

    @Override
    public RequestView view(ContainerRequestContext request, Resource resource) {
        return new JaxrsRequestView(request, resource, () -> "", null);
    }

    @Override
    public @Nullable RateLimitContext context(ContainerRequestContext request) {
        return RateLimitContext.of(request.getProperty(RateLimitContext.ATTRIBUTE));
    }

    @Override
    public void keep(ContainerRequestContext request, RateLimitContext context, Verdict verdict) {
        request.setProperty(RateLimitContext.ATTRIBUTE, context);
    }

    @Override
    public void tell(ContainerRequestContext request, List<Header> lines, Exposure exposure) {
        request.setProperty(LINES, new Lines(lines, exposure));
    }

    @Override
    public void respond(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(LINES) instanceof Lines lines
                && !lines.headers().isEmpty()) {
            lines.headers().forEach(line -> response.getHeaders().putSingle(line.name(), line.value()));
            lines.exposure()
                    .line(() -> Objects.requireNonNullElse(
                            response.getStringHeaders().get(ExposeHeaders.NAME), List.of()))
                    .ifPresent(line -> response.getHeaders().add(line.name(), line.value()));
        }
    }

    @Override
    public boolean committed() {
        return false;
    }

    @Override
    public int status(int answered) {
        return answered;
    }

    @Override
    public void leaveBody() {}

    @Override
    public boolean whenComplete(Completion.Listener settlement) {
        return false;
    }
}
