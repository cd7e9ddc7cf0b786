package dev.ratelimit.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells requests that other sites made a browser send, and those that came by a name that was bent to us. */
final class Origins {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[(?:::1|0:0:0:0:0:0:0:1)]", Pattern.CASE_INSENSITIVE);

    private Origins() {}

    /** Whether a request that came over loopback names another host: DNS rebinding does that. */
    static boolean isBentName(HttpServletRequest request) {
        return LOOPBACK.matcher(bracketed(request.getLocalAddr())).matches()
                && !LOOPBACK.matcher(host(request.getHeader("Host"))).matches();
    }

    private static String bracketed(String address) {
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    /** Whether a browser says that another site's page made the request. */
    static boolean isForeign(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = request.getHeaderString("Origin");
        return origin != null && !authority(origin).equals(lower(request.getHeaderString("Host")));
    }

    private static String host(@Nullable String authority) {
        return Objects.requireNonNullElse(authority, "").replaceFirst(":\\d{1,5}$", "");
    }

    /** {@code example.org:8080} of {@code http://example.org:8080}; empty for what is no origin, such as null. */
    private static String authority(String origin) {
        try {
            return lower(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String lower(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").toLowerCase(Locale.ROOT);
    }
}
