package dev.ratelimit.admin;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** What comes after a {@code ;} in a path is no part of it to the framework: another user would be meant than was written. */
final class PathParameters implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getPath(false).indexOf(';') >= 0) {
            throw Problem.badRequest("the path has a ; which ends what it names; accepted is %3B in its place");
        }
    }
}
