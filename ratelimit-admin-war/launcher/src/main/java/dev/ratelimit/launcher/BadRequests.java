package dev.ratelimit.launcher;

import org.eclipse.jetty.http.HttpURI;

/** Why Jetty refuses a request by itself, and where an id goes that no path can carry. No word of it comes from the request. */
final class BadRequests {

    /** What Jetty calls a path that it cannot read at all. */
    private static final String UNREAD = "/badMessage";

    private BadRequests() {}

    static String detail(HttpURI uri) {
        String path = String.valueOf(uri.getPath());
        if (path.equals(UNREAD)) {
            return "The request line or a header line cannot be read. In a path a % stands before two hexadecimal digits,"
                    + " and %00 is not accepted; an id that no path can carry goes into the query, as ?user_id= or ?entry=.";
        }
        return uri.hasViolations()
                ? "The path is not accepted: it has an empty segment, an encoded slash, backslash, dot or percent sign,"
                        + " a character that is to be encoded, or what is no UTF-8." + elsewhere(path)
                : "The request cannot be answered.";
    }

    private static String elsewhere(String path) {
        if (path.startsWith("/ratelimit/users/")) {
            return byQuery(
                    path.endsWith("/buckets") ? "/ratelimit/users/buckets?user_id=" : "/ratelimit/users?user_id=");
        }
        if (path.startsWith("/ratelimit/status/")) {
            return byQuery("/ratelimit/status?user_id=");
        }
        if (path.startsWith("/ratelimit/denylist/")) {
            return byQuery("/ratelimit/denylist?entry=");
        }
        return path.startsWith("/ratelimit/allowlist/") ? byQuery("/ratelimit/allowlist?entry=") : "";
    }

    private static String byQuery(String target) {
        return " Such an id goes, encoded, into the query: " + target + ".";
    }
}
