package dev.ratelimit.admin;

import dev.ratelimit.filter.UnreadBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whatever was answered before its body was read to the end does not cost the client its next request. */
final class UnreadBodies implements ContainerResponseFilter {

    @Context
    private @Nullable HttpServletRequest request;

    @Context
    private @Nullable HttpServletResponse response;

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext answer) {
        UnreadBody.settle(
                Objects.requireNonNull(request), Objects.requireNonNull(response), BodyLimit.bytesRead(context));
    }
}
