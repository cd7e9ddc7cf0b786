package dev.ratelimit.admin;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Jersey answers OPTIONS by itself; here it is a method like any other that is not offered. */
final class NoOptions implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String allow = response.getHeaderString(HttpHeaders.ALLOW);
        if (allow == null) {
            return;
        }
        String others = Arrays.stream(allow.split(",", -1))
                .map(String::strip)
                .filter(method -> !method.equals(HttpMethod.OPTIONS))
                .sorted()
                .collect(Collectors.joining(", "));
        response.getHeaders().putSingle(HttpHeaders.ALLOW, others);
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            response.setStatus(405);
            response.setEntity(
                    Problem.of(405, "OPTIONS is not accepted here; accepted are " + others + "."),
                    null,
                    MediaType.valueOf(Problem.MEDIA_TYPE));
        }
    }
}
