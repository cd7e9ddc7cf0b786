package dev.ratelimit.admin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything: adds the security headers, and lets nobody in who is not known, except to what is open to
 * all. What somebody who is known may do, {@link Authorization} decides.
 */
public final class Guard implements Filter {

    static final String ACCESS = "dev.ratelimit.admin.access";
    /** The request attribute with the {@link Role}. */
    static final String ROLE = "dev.ratelimit.admin.role";

    /** The request attribute that is true where a browser shows who is asking of its own accord. */
    static final String AMBIENT = "dev.ratelimit.admin.ambient";

    private static final Set<String> OPEN = Set.of("/health", "/", "/index.html");
    private static final String OPEN_DIRECTORY = "/assets/";
    private static final String CONTENT_SECURITY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private volatile @Nullable AccessControl access;

    @Override
    public void init(FilterConfig config) {
        access = (AccessControl)
                Objects.requireNonNull(config.getServletContext().getAttribute(ACCESS), "AdminListener has not run");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        addHeaders(answer);
        try {
            Role role = admit(Objects.requireNonNull(access, "init was not called"), http, answer);
            if (role == null) {
                return;
            }
            http.setAttribute(ROLE, role);
        } catch (Refused e) {
            refuse(answer, e);
            return;
        }
        chain.doFilter(request, response);
    }

    @Override
    public void destroy() {
        Objects.requireNonNull(access).close();
    }

    private static @Nullable Role admit(AccessControl access, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (access.open() && Origins.isBentName(request)) {
            throw Refused.forbidden("The Host header names another host than this one; accepted are localhost,"
                    + " 127.0.0.1 and [::1].");
        }
        if (isOpen(request)) {
            return Role.NOBODY;
        }
        Role role = access.roleOf(request, response);
        if (role == Role.NOBODY) {
            throw Refused.unauthorized("An Authorization header with a bearer token is needed.");
        }
        request.setAttribute(AMBIENT, access.ambient());
        return role;
    }

    private static boolean isOpen(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = info == null ? request.getServletPath() : request.getServletPath() + info;
        return OPEN.contains(path) || path.isEmpty() || path.startsWith(OPEN_DIRECTORY);
    }

    private static void addHeaders(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
    }

    private static void refuse(HttpServletResponse response, Refused refused) throws IOException {
        Problem problem = refused.problem();
        response.setStatus(problem.status());
        if (problem.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"ratelimit\"");
        }
        if (refused.retryAfterSeconds() > 0) {
            response.setHeader("Retry-After", Long.toString(refused.retryAfterSeconds()));
        }
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(problem));
    }
}
