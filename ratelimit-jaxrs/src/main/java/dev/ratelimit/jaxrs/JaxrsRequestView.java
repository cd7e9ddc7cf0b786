package dev.ratelimit.jaxrs;

import dev.ratelimit.http.QueryString;
import dev.ratelimit.http.RequestView;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A matched JAX-RS request as the engine sees it: method and path as filters before the matching may have rewritten them,
 * the user as authentication by JAX-RS may have found it. For the request's own thread only.
 */
final class JaxrsRequestView implements RequestView {

    private final ContainerRequestContext request;
    private final Resource resource;
    private final Supplier<@Nullable String> contextPath;
    private final @Nullable RequestView servlet;
    private @Nullable QueryString query;
    private @Nullable String template;

    /** @param servlet what only the Servlet API knows; null where there is none */
    JaxrsRequestView(
            ContainerRequestContext request,
            Resource resource,
            Supplier<@Nullable String> contextPath,
            @Nullable RequestView servlet) {
        this.request = request;
        this.resource = resource;
        this.contextPath = contextPath;
        this.servlet = servlet;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return application() + below();
    }

    @Override
    public String resource() {
        return resource.id();
    }

    @Override
    public String template() {
        if (template == null) {
            template = findTemplate();
        }
        return template;
    }

    private String findTemplate() {
        List<Class<?>> classes = new ArrayList<>();
        request.getUriInfo()
                .getMatchedResources()
                .forEach(matched -> classes.add(matched instanceof Class<?> type ? type : matched.getClass()));
        Collections.reverse(classes);
        // What is matched last may be a stand-in that CDI made, of a subclass.
        if (!classes.isEmpty() && resource.type().isAssignableFrom(classes.get(classes.size() - 1))) {
            classes.remove(classes.size() - 1);
        }
        classes.add(resource.type());
        String found = PathTemplate.of(below(), classes, resource.path());
        // A locator that nobody can tell: what it led to is still one thing to count.
        return application() + (found == null ? "/" + resource.id() : found);
    }

    /** The path of the application below the context, such as {@code /api}. */
    private String application() {
        String base =
                Objects.requireNonNullElse(request.getUriInfo().getBaseUri().getPath(), "");
        String context = Objects.requireNonNullElse(contextPath.get(), "");
        String path = base.startsWith(context) ? base.substring(context.length()) : base;
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The path below the application; segments apart, as these are without matrix parameters. */
    private String below() {
        StringBuilder path = new StringBuilder();
        for (PathSegment segment : request.getUriInfo().getPathSegments()) {
            path.append('/').append(asMatched(segment.getPath()));
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    /** What was matched as the value of one variable is one segment, and leads nowhere else, whatever it says. */
    private static String asMatched(String segment) {
        return segment.equals(".") || segment.equals("..") ? "_" : segment.replace('/', '_');
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeaders().getFirst(name);
    }

    @Override
    public List<String> headers(String name) {
        return Objects.requireNonNullElse(request.getHeaders().get(name), List.of());
    }

    @Override
    public @Nullable String query(String name) {
        if (query == null) {
            UriInfo uri = request.getUriInfo();
            query = new QueryString(uri.getRequestUri().getRawQuery());
        }
        return query.first(name);
    }

    @Override
    public @Nullable String cookie(String name) {
        Cookie cookie = request.getCookies().get(name);
        return cookie == null ? null : cookie.getValue();
    }

    @Override
    public @Nullable String session() {
        return servlet == null ? null : servlet.session();
    }

    @Override
    public String peerAddress() {
        return servlet == null ? "" : servlet.peerAddress();
    }

    @Override
    public @Nullable String principal() {
        SecurityContext security = request.getSecurityContext();
        Principal principal = security == null ? null : security.getUserPrincipal();
        return principal == null ? null : principal.getName();
    }

    @Override
    public @Nullable Object attribute(String name) {
        Object property = request.getProperty(name);
        return property != null || servlet == null ? property : servlet.attribute(name);
    }
}
