package dev.ratelimit.rule;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.rule.ValueIs.Place;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * When a rule applies: {@code when} in a rule. Immutable; asking allocates nothing.
 *
 * <p>A condition {@linkplain #holds holds}, {@linkplain #fails fails}, or neither: a check of a bare user has no path,
 * so {@code /api/**} neither holds nor fails for it, and nor does its {@link #not negation}.
 */
public sealed interface Condition
        permits All, AnyOf, Not, PathIs, MethodIs, ValueIs, IpIn, UserIs, PlanIs, AppIs, ResourceIs, TimeIn, Always {

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
        return ValueIs.of(Place.HEADER, name, List.of(patterns));
    }

    /**
     * Holds when the first value of a parameter of the query string matches one of the patterns.
     *
     * @throws IllegalArgumentException naming what cannot be a name
     */
    static Condition query(String name, String... patterns) {
        return ValueIs.of(Place.QUERY, name, List.of(patterns));
    }

    /**
     * Holds when the value of a cookie matches one of the patterns.
     *
     * @throws IllegalArgumentException naming what cannot be a name
     */
    static Condition cookie(String name, String... patterns) {
        return ValueIs.of(Place.COOKIE, name, List.of(patterns));
    }

    /**
     * Holds when what the application attached to the request under a name matches, as text, one of the patterns.
     *
     * @throws IllegalArgumentException naming what cannot be a name
     */
    static Condition attribute(String name, String... patterns) {
        return ValueIs.of(Place.ATTRIBUTE, name, List.of(patterns));
    }

    /** Holds for users whose id matches one of the patterns. */
    static Condition user(String... patterns) {
        return new UserIs(TextGlob.all(List.of(patterns)));
    }

    /** Holds for users whose plan matches one of the patterns. */
    static Condition plan(String... patterns) {
        return new PlanIs(TextGlob.all(List.of(patterns)));
    }

    /** Holds in applications whose name, the setting {@code app}, matches one of the patterns. */
    static Condition app(String... patterns) {
        return new AppIs(TextGlob.all(List.of(patterns)));
    }

    /**
     * Holds for the JAX-RS resource methods whose id, such as {@code OrdersResource.create}, matches one of the patterns; of
     * {@code AdminResource.*} all methods are.
     */
    static Condition resource(String... patterns) {
        return new ResourceIs(TextGlob.all(List.of(patterns)));
    }

    /**
     * Holds on some days of the week from one time of the day until another, by the clocks of a zone. A span over
     * midnight belongs to the day on which it begins.
     *
     * @param from included, to the second
     * @param to not included; midnight is the end of the day
     * @throws IllegalArgumentException when there is no day or both times are the same
     */
    static Condition time(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
        int end = to.equals(LocalTime.MIDNIGHT) ? TimeIn.DAY : to.toSecondOfDay();
        return new TimeIn(days, from.toSecondOfDay(), end, zone);
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
