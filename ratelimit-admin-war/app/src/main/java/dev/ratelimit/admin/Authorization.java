package dev.ratelimit.admin;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass whose role has the right that its resource needs, and no request that another site made a browser
 * send with what the browser knows; of what passes it asks for {@linkplain UnknownParameters known parameters}. It goes by
 * the resource that was found, never by
 * the spelling of the path.
 */
final class Authorization implements ContainerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    @Context
    private @Nullable ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Role role = request.getProperty(Guard.ROLE) instanceof Role known ? known : Role.NOBODY;
        Right right = right(request.getMethod());
        if (!role.has(right)) {
            refuse(request, "This token or account may not do that; it needs the right to " + words(right) + ".");
        } else if (changes(right) && ambient(request) && Origins.isForeign(request)) {
            refuse(request, "The request was made by a page of another origin.");
        } else {
            // From here and not a filter of its own: whoever may not ask is not told what could be asked.
            UnknownParameters.refuse(request.getUriInfo(), Objects.requireNonNull(resource));
        }
    }

    private static void refuse(ContainerRequestContext request, String detail) {
        request.abortWith(Problem.of(403, detail).response().build());
    }

    private static boolean ambient(ContainerRequestContext request) {
        return Boolean.TRUE.equals(request.getProperty(Guard.AMBIENT));
    }

    private static boolean changes(Right right) {
        return right == Right.CHECK || right == Right.WRITE;
    }

    private Right right(String method) {
        Class<?> found = Objects.requireNonNull(resource).getResourceClass();
        Right.Needed needed = found == null ? null : found.getAnnotation(Right.Needed.class);
        if (needed != null) {
            return needed.value();
        }
        if (method.equals(HttpMethod.OPTIONS)) {
            // Refused in any case, by AllowHeader; Jersey's own answer has no resource of ours.
            return Right.NONE;
        }
        return READING.contains(method) ? Right.READ : Right.WRITE;
    }

    private static String words(Right right) {
        return switch (right) {
            case NONE -> "do nothing";
            case CHECK -> "check";
            case READ -> "read";
            case WRITE -> "change";
        };
    }
}
