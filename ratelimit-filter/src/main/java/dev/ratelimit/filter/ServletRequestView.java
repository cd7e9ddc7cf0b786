package dev.ratelimit.filter;

import dev.ratelimit.http.QueryString;
import dev.ratelimit.http.RequestView;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A servlet request as the engine sees it. For the request's own thread only. */
public final class ServletRequestView implements RequestView {

    private final HttpServletRequest request;
    private @Nullable QueryString query;

    /** A view of a request, whose parameters it never asks for. */
    public ServletRequestView(HttpServletRequest request) {
        this.request = request;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    /** Never the request URI, whose spelling the client chooses: this is the path by which the container found the servlet. */
    @Override
    public String path() {
        String info = request.getPathInfo();
        return info == null ? request.getServletPath() : request.getServletPath() + info;
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public List<String> headers(String name) {
        Enumeration<String> values = request.getHeaders(name);
        return values == null ? List.of() : Collections.list(values);
    }

    /** Never the container's parameters: asking for them may read the body. */
    @Override
    public @Nullable String query(String name) {
        if (query == null) {
            query = new QueryString(request.getQueryString());
        }
        return query.first(name);
    }

    @Override
    public @Nullable String cookie(String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name)) {
                return cookie.getValue();
            }
        }
        return null;
    }

    @Override
    public @Nullable String session() {
        HttpSession session = request.getSession(false);
        return session == null ? null : session.getId();
    }

    @Override
    public String peerAddress() {
        return Objects.requireNonNullElse(request.getRemoteAddr(), "");
    }

    @Override
    public @Nullable String principal() {
        Principal principal = request.getUserPrincipal();
        return principal == null ? null : principal.getName();
    }

    @Override
    public @Nullable Object attribute(String name) {
        return request.getAttribute(name);
    }
}
