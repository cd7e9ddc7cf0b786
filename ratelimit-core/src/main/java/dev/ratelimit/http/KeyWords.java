package dev.ratelimit.http;

import java.util.Arrays;

/** The setting that orders key resolvers: {@code principal,header:X-Api-Key,ip}. */
final class KeyWords {

    private static final String ACCEPTED =
            "principal, header:NAME, query:NAME, cookie:NAME, session, ip, constant:VALUE";

    private KeyWords() {}

    static KeyResolver parse(String order) {
        return FirstOf.of(Arrays.stream(order.split(",", -1))
                .map(String::strip)
                .map(KeyWords::resolver)
                .toList());
    }

    private static KeyResolver resolver(String word) {
        int colon = word.indexOf(':');
        String kind = colon < 0 ? word : word.substring(0, colon + 1);
        String name = word.substring(colon + 1);
        return switch (kind) {
            case "principal" -> KeyResolver.principal();
            case "session" -> KeyResolver.session();
            case "ip" -> KeyResolver.ip();
            case "header:" -> KeyResolver.header(name);
            case "query:" -> KeyResolver.query(name);
            case "cookie:" -> KeyResolver.cookie(name);
            case "constant:" -> KeyResolver.constant(name);
            default ->
                throw new IllegalArgumentException(
                        "\"" + word + "\" is not a way to find the caller; accepted are " + ACCEPTED);
        };
    }
}
