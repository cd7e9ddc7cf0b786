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

    /** Open to all, and nothing but an answer of yes or no. */
    static final String HEALTH = "/health";

    static final String ACCESS = "dev.ratelimit.admin.access";
    /** The request attribute with the {@link Role}. */
    static final String ROLE = "dev.ratelimit.admin.role";

    /** The request attribute that is true where a browser shows who is asking of its own accord. */
    static final String AMBIENT = "dev.ratelimit.admin.ambient";

    private static final Set<String> START_PAGE = Set.of("", "/", "/index.html");
    private static final String FILES = "/assets/";
    private static final Set<String> METHODS_OF_FILES = Set.of("GET", "HEAD");

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
        SecurityHeaders.addTo(answer);
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
        String path = path(request);
        if (isFile(path)) {
            return nobodyWhoOnlyReads(request, response);
        }
        if (path.equals(HEALTH)) {
            return Role.NOBODY;
        }
        Role role = access.roleOf(request, response);
        if (role == Role.NOBODY) {
            throw Refused.unauthorized("An Authorization header with a bearer token is needed.");
        }
        request.setAttribute(AMBIENT, access.ambient());
        return role;
    }

    /** Containers differ in what else they let a file be asked for. */
    private static @Nullable Role nobodyWhoOnlyReads(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (METHODS_OF_FILES.contains(request.getMethod())) {
            return Role.NOBODY;
        }
        response.setHeader("Allow", "GET, HEAD");
        Problem.of(405).send(response);
        return null;
    }

    /** Where a request goes within the application. */
    static String path(HttpServletRequest request) {
        String info = request.getPathInfo();
        return info == null ? request.getServletPath() : request.getServletPath() + info;
    }

    /** What the container serves by itself, to all. */
    static boolean isFile(String path) {
        return START_PAGE.contains(path) || path.startsWith(FILES);
    }

    private static void refuse(HttpServletResponse response, Refused refused) throws IOException {
        Problem problem = refused.problem();
        if (problem.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"ratelimit\"");
        }
        if (refused.retryAfterSeconds() > 0) {
            response.setHeader("Retry-After", Long.toString(refused.retryAfterSeconds()));
        }
        problem.send(response);
    }
}
