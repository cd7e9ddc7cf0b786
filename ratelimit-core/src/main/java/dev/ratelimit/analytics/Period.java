package dev.ratelimit.analytics;

import dev.ratelimit.analytics.Span.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time that is asked about, in whole minutes or hours, and the steps in which its counts are told.
 *
 * @param span what is read
 * @param perStep how many minutes or hours of it are one step
 */
public record Period(Span span, int perStep) {

    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1));
    private static final int USUAL_POINTS = 120;
    private static final int MOST_POINTS = 3_000;
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST_STEP = Duration.ofDays(90);

    /**
     * What is asked for.
     *
     * @param from the beginning; null for an hour before the end
     * @param to the end; null for now
     * @param step whole minutes; null for what makes no more than 120 points
     */
    public record Wanted(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Duration step) {}

    /**
     * The minutes or hours that hold what is wanted, as far as it has come.
     *
     * @throws IllegalArgumentException when it is not kept, or not so finely, saying what is
     */
    public static Period of(Wanted wanted, Instant now, Analytics analytics) {
        Instant to = end(wanted, now);
        Instant from = wanted.from() == null ? to.minus(USUAL) : wanted.from();
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " is not before to " + to);
        }
        Instant hours = now.minus(analytics.kept(Unit.HOUR));
        if (from.isBefore(hours)) {
            throw new IllegalArgumentException("from " + from + " is too early; counts are kept from " + hours + " on");
        }
        Duration step = wanted.step() == null ? usualStep(from, to) : wanted.step();
        if (step.compareTo(LONGEST_STEP) > 0) {
            throw new IllegalArgumentException(
                    "step " + step + " is too long; accepted are " + LONGEST_STEP.toDays() + " days at most");
        }
        Instant minutes = now.minus(analytics.kept(Unit.MINUTE));
        Unit unit = whole(step, Unit.HOUR) || from.isBefore(minutes) ? Unit.HOUR : Unit.MINUTE;
        if (wanted.step() == null && unit == Unit.HOUR && !whole(step, unit)) {
            step = unit.length();
        }
        if (step.isZero() || !whole(step, unit)) {
            throw new IllegalArgumentException(
                    "step " + step + " is not accepted; accepted are whole minutes, and whole"
                            + " hours where from is before " + minutes);
        }
        return of(from, to, unit, step);
    }

    /** What is still to come is left out, where there is anything else. */
    private static Instant end(Wanted wanted, Instant now) {
        if (wanted.from() != null && !wanted.from().isBefore(now)) {
            return wanted.to() == null ? wanted.from().plusMillis(1) : wanted.to();
        }
        return wanted.to() == null || wanted.to().isAfter(now) ? now : wanted.to();
    }

    private static Period of(Instant from, Instant to, Unit unit, Duration step) {
        long first = unit.of(from);
        long count = unit.of(to.minusMillis(1)) + 1 - first;
        long perStep = step.dividedBy(unit.length());
        long points = (count + perStep - 1) / perStep;
        if (points > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "step " + step + " makes " + points + " points; accepted are " + MOST_POINTS + " at most");
        }
        return new Period(new Span(unit, first, (int) count), (int) perStep);
    }

    private static Duration usualStep(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        return STEPS.stream()
                .filter(step -> step.multipliedBy(USUAL_POINTS).compareTo(length) >= 0)
                .findFirst()
                .orElse(Duration.ofDays(1));
    }

    private static boolean whole(Duration step, Unit unit) {
        return !step.isNegative() && step.toMillis() % unit.length().toMillis() == 0;
    }

    /** When it begins. */
    public Instant from() {
        return span.start(span.first());
    }

    /** When it ends. */
    public Instant to() {
        return span.start(span.first() + span.count());
    }

    /** How long a step is. */
    public Duration step() {
        return span.unit().length().multipliedBy(perStep);
    }

    /** How many steps there are; the last one may be shorter. */
    public int points() {
        return (span.count() + perStep - 1) / perStep;
    }

    /** The step that a minute or hour is in, from 0 on. */
    public int point(long number) {
        return (int) ((number - span.first()) / perStep);
    }

    /** When a step begins. */
    public Instant start(int point) {
        return span.start(span.first() + (long) point * perStep);
    }
}
