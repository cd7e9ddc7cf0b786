package dev.ratelimit.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller of a request. The factories here are the built-in ones; an application may write its own, and should
 * pass anything secret through {@link RequestFacts#hashed}.
 *
 * <p>Called once for a request that meets a rule counting by user, from the request's thread; must be thread-safe and must
 * not block for long. What it throws is logged once and counts as "no key".
 *
 * <p>Users' own words (principals, query parameters, constants) are subjects as they are, so that {@code alice} stays
 * {@code alice}. Those longer than 256 characters are hashed; those that begin like a subject made here ({@code ip:},
 * {@code key:}, {@code cookie:}, {@code session:}, {@code user:}) get {@code user:} in front, so that nobody can name
 * themselves into somebody else's bucket. Empty and blank values count as absent.
 */
@FunctionalInterface
public interface KeyResolver {

    /** The caller, or null when the request does not tell. */
    @Nullable
    Caller resolve(RequestFacts request);

    /** The headers that it takes API keys from; none by default. A list's entry of a key means requests with it in one. */
    default List<String> keyHeaders() {
        return List.of();
    }

    /** The name of the authenticated user. */
    static KeyResolver principal() {
        return new NamedResolver("principal", request -> Subjects.user(request, request.principal()));
    }

    /** The value of a header such as {@code X-Api-Key}, hashed: {@code key:3f9c1a~…}. */
    static KeyResolver header(String name) {
        Subjects.requireToken("header", name);
        return new NamedResolver("header:" + name, new HeaderKey(name));
    }

    /** A parameter of the query string. Anybody may claim any value: for trusted callers, or where it does not matter. */
    static KeyResolver query(String name) {
        Subjects.requireName("query parameter", name);
        return new NamedResolver("query:" + name, request -> Subjects.user(request, request.query(name)));
    }

    /** The value of a cookie, hashed: {@code cookie:3f9c1a~…}. A client that drops its cookie is a new user. */
    static KeyResolver cookie(String name) {
        Subjects.requireToken("cookie", name);
        return new NamedResolver(
                "cookie:" + name, request -> Subjects.secret(request.hashed("cookie", request.cookie(name))));
    }

    /** The id of the existing session, hashed: {@code session:3f9c1a~…}. Never creates a session. */
    static KeyResolver session() {
        return new NamedResolver("session", request -> Subjects.secret(request.hashed("session", request.session())));
    }

    /** The client's address, {@code ip:192.0.2.1} or {@code ip:2001:db8:1:2::/64}: an anonymous caller, not a user. */
    static KeyResolver ip() {
        return new NamedResolver("ip", request -> Subjects.address(request.ipSubject()));
    }

    /** The same user for every request. */
    static KeyResolver constant(String value) {
        Subjects.requireName("constant", value);
        return new NamedResolver("constant:" + value, request -> Subjects.user(request, value));
    }

    /** The first of these that finds a caller; one that throws is passed over. */
    static KeyResolver firstOf(KeyResolver... resolvers) {
        return FirstOf.of(List.of(resolvers));
    }

    /**
     * Reads a setting: a comma-separated order of {@code principal}, {@code header:NAME}, {@code query:NAME},
     * {@code cookie:NAME}, {@code session}, {@code ip} and {@code constant:VALUE}.
     *
     * @throws IllegalArgumentException naming the faulty word and the accepted ones
     */
    static KeyResolver parse(String order) {
        return KeyWords.parse(order);
    }
}
