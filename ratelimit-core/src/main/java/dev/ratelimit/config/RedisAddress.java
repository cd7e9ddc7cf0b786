package dev.ratelimit.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis: {@code [redis[s]://[user:password@]]host[:port][/[database][?parameters]]}, the host a name, an
 * IPv4 or an [IPv6] address. What this accepts the client of Redis can read.
 */
final class RedisAddress {

    private static final Pattern FORM = Pattern.compile(
            "(?:rediss?://(?:[^@/\\s]*@)?)?"
                    + "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>\\d{1,5}))?(?:/(?:\\d{1,5})?(?:\\?(?<parameters>.+))?)?");
    private static final Pattern PARAMETERS = Pattern.compile("(?:(?:^|&)(?:timeout=\\d{1,9}(?:ns|us|ms|s|m|h|d)?"
            + "|database=\\d{1,5}|verifyPeer=(?:NONE|CA|FULL)"
            + "|(?:clientName|libraryName|libraryVersion)=[A-Za-z0-9._-]+))+");
    private static final Pattern SEVERAL =
            Pattern.compile("redis-sentinel://.*|(?:rediss?://(?:[^@/]*@)?+)?+[^/@]*,.*");
    private static final String ACCEPTED =
            "host:port, redis://… and rediss://…, such as redis://user:p%40ss@host:6379/0";

    private RedisAddress() {}

    /** The text itself. A complaint leaves out the password that it may hold. */
    static String read(String text) {
        if (SEVERAL.matcher(text).matches()) {
            throw refused(text, ACCEPTED + "; Redis Cluster and Sentinel are not supported yet");
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()
                || !isPort(form.group("port"))
                || !areParameters(form.group("parameters"))
                || !isUri(text, form.group("port"))) {
            throw refused(text, ACCEPTED);
        }
        return text;
    }

    private static boolean isPort(@Nullable String port) {
        return port == null || (Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535);
    }

    private static boolean areParameters(@Nullable String parameters) {
        return parameters == null || PARAMETERS.matcher(parameters).matches();
    }

    /** A name that is no host in a URI, such as one with an underscore, cannot be told from the port behind it. */
    private static boolean isUri(String text, @Nullable String port) {
        try {
            URI uri = new URI(text.contains("://") ? text : "redis://" + text);
            return port == null || uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static IllegalArgumentException refused(String text, String accepted) {
        return Values.refused(Values.withoutPassword(text), accepted);
    }
}
