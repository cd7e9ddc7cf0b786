package dev.ratelimit.admin;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;

/** An Accept header that makes no sense asks for nothing in particular; Jersey would answer it without a word. */
@PreMatching
final class AcceptHeader implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        try {
            request.getAcceptableMediaTypes();
        } catch (ProcessingException e) {
            request.getHeaders().remove(HttpHeaders.ACCEPT);
        }
    }
}
