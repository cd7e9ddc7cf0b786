package dev.ratelimit.sample.traffic;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells who may make traffic: this machine, by a page of this server or by no page at all, such as with curl. */
final class Sender {
    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private Sender() {}

    static boolean isWelcome(HttpServletRequest request) {
        return isHere(request.getRemoteAddr())
                // A name of somebody else's that leads here makes their page one of this server's to the browser.
                && OWN_NAMES.contains(request.getServerName())
                && isAbsentOr(request.getHeader("Sec-Fetch-Site"), OWN_SITES)
                && isAbsentOr(request.getHeader("Origin"), Set.of(originOf(request)));
    }

    private static boolean isHere(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isAbsentOr(@Nullable String value, Set<String> accepted) {
        return value == null || accepted.contains(value);
    }

    private static String originOf(HttpServletRequest request) {
        return request.getScheme() + "://" + request.getHeader("Host");
    }
}
