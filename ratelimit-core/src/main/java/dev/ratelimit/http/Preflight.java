package dev.ratelimit.http;

/** CORS preflights: the question a browser asks before the request itself. */
public final class Preflight {

    private Preflight() {}

    /** Whether the request is {@code OPTIONS} with {@code Origin} and {@code Access-Control-Request-Method}. */
    public static boolean is(RequestView request) {
        return "OPTIONS".equals(request.method())
                && request.header("Origin") != null
                && request.header("Access-Control-Request-Method") != null;
    }
}
