package dev.ratelimit.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address as header fields carry it: with brackets and a port, both optional. */
final class IpNode {

    /** RFC 7239: digits, or an obfuscated port such as {@code _http}. */
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}|_[A-Za-z0-9._-]{1,64}");

    private IpNode() {}

    static @Nullable IpAddress parse(String value) {
        if (value.startsWith("[")) {
            return bracketed(value);
        }
        // One colon: a dotted quad with a port. More: a bare IPv6 literal, which can have none.
        int colon = value.indexOf(':');
        boolean portFollows = colon >= 0 && colon == value.lastIndexOf(':');
        if (!portFollows) {
            return IpLiteral.parse(value);
        }
        return port(value.substring(colon + 1)) ? IpLiteral.parse(value.substring(0, colon)) : null;
    }

    private static @Nullable IpAddress bracketed(String value) {
        int end = value.indexOf(']');
        if (end < 0) {
            return null;
        }
        String inside = value.substring(1, end);
        String after = value.substring(end + 1);
        boolean wellFormed = after.isEmpty() || (after.charAt(0) == ':' && port(after.substring(1)));
        return wellFormed && inside.indexOf(':') >= 0 ? IpLiteral.parse(inside) : null;
    }

    private static boolean port(String text) {
        return PORT.matcher(text).matches();
    }
}
