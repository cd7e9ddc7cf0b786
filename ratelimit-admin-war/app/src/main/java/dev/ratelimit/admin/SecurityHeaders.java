package dev.ratelimit.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/**
 * What every response tells browsers: nothing from elsewhere, nothing guessed, nothing framed, nothing kept but
 * {@link Assets}. Pictures may be written out in a style sheet ({@code data:}).
 */
final class SecurityHeaders {

    /** By their names. */
    static final Map<String, String> ALL = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private SecurityHeaders() {}

    static void addTo(HttpServletResponse response) {
        ALL.forEach(response::setHeader);
    }
}
