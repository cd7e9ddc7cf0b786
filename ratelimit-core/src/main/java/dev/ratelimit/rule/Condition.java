package dev.ratelimit.rule;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.RequestFacts;
import java.util.List;

/**
 * When a rule applies: {@code when} in a rule. Immutable; asking allocates nothing.
 *
 * <p>A condition {@linkplain #holds holds}, {@linkplain #fails fails}, or neither: a check of a bare user has no path,
 * so {@code /api/**} neither holds nor fails for it, and nor does its {@link #not negation}.
 */
public sealed interface Condition permits All, AnyOf, Not, PathIs, MethodIs, HeaderIs, IpIn, Always {

    /** Whether the request is known to be meant. */
    boolean holds(RequestFacts facts);

    /** Whether the request is known not to be meant. */
    boolean fails(RequestFacts facts);

    /** Holds for everything. */
    static Condition always() {
        return new Always();
    }

    /** Holds when every part holds. */
    static Condition all(Condition... parts) {
        return new All(List.of(parts));
    }

    /** Holds when at least one part holds. */
    static Condition any(Condition... parts) {
        return new AnyOf(List.of(parts));
    }

    /** Holds when the other one fails. */
    static Condition not(Condition other) {
        return new Not(other);
    }

    /**
     * Holds for paths under one of the {@linkplain PathGlob patterns}.
     *
     * @throws IllegalArgumentException naming a pattern that no path can match
     */
    static Condition path(String... patterns) {
        return new PathIs(List.of(patterns).stream().map(PathGlob::parse).toList());
    }

    /**
     * Holds for one of the methods; HEAD counts as GET.
     *
     * @throws IllegalArgumentException naming what is not a method
     */
    static Condition method(String... methods) {
        return new MethodIs(List.of(methods));
    }

    /**
     * Holds when the first value of a header matches one of the patterns, in which {@code *} is any run of characters.
     *
     * @throws IllegalArgumentException naming what cannot be the name of a header
     */
    static Condition header(String name, String... patterns) {
        return HeaderIs.of(name, List.of(patterns));
    }

    /**
     * Holds for client addresses in one of the blocks, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
     *
     * @throws IllegalArgumentException naming what is not a block
     */
    static Condition ip(String... blocks) {
        return new IpIn(List.of(blocks).stream().map(Cidr::parse).toList());
    }
}
