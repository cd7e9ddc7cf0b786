package dev.ratelimit.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One element of a {@code Forwarded} header (RFC 7239): {@code for="[2001:db8::1]:4711";by=_edge;proto=https}. */
final class ForwardedElement {

    /**
     * A pair and the separator after it. The grammar wants colons and brackets in quotes; as proxies in the wild leave
     * the quotes out ({@code for=192.0.2.1:4711}), both are read. Possessive throughout: no text makes it backtrack.
     */
    private static final Pattern PAIR = Pattern.compile(
            "[ \\t]*+(?:(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]++)="
                    + "(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*+)\"|(?<token>[!#$%&'*+.^_`|~0-9A-Za-z:\\[\\]-]++)))?+[ \\t]*+(?:;|$)");

    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");

    private ForwardedElement() {}

    /** The value of {@code for}, without quotes; null when there is none, more than one, or the element is malformed. */
    static @Nullable String node(String element) {
        String node = null;
        Matcher pair = PAIR.matcher(element);
        int at = 0;
        while (at < element.length()) {
            if (!pair.region(at, element.length()).lookingAt()) {
                return null;
            }
            if ("for".equalsIgnoreCase(pair.group("name"))) {
                if (node != null) {
                    return null;
                }
                node = value(pair);
            }
            at = pair.end();
        }
        return node;
    }

    private static String value(Matcher pair) {
        String quoted = pair.group("quoted");
        return quoted == null
                ? pair.group("token")
                : QUOTED_PAIR.matcher(quoted).replaceAll("$1");
    }
}
