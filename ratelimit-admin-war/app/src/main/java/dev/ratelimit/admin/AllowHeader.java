package dev.ratelimit.admin;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Every Allow header names the same methods. OPTIONS, which Jersey answers by itself, is not offered here. */
final class AllowHeader implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String allow = response.getHeaderString(HttpHeaders.ALLOW);
        if (allow == null) {
            return;
        }
        Set<String> methods = new TreeSet<>(
                Arrays.stream(allow.split(",", -1)).map(String::strip).toList());
        methods.remove(HttpMethod.OPTIONS);
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        String others = String.join(", ", methods);
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
