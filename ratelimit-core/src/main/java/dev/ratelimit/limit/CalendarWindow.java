package dev.ratelimit.limit;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The days, weeks or months of a zone, as the windows of a limit: {@code CalendarWindow.month(ZoneId.of("Europe/Berlin"), 1)}
 * begins at midnight of each first in Berlin. Windows follow one another without a gap, and a day has 23 or 25 hours when
 * clocks change. Where clocks skip the time at which a window begins it begins right after the gap; where they show that time
 * twice, at the first. Immutable.
 */
public final class CalendarWindow {

    /** How long a window is. */
    public enum Unit {
        /** A day, by default from midnight. */
        DAY(1, 0, 1_439),
        /** A week, by default from Monday. */
        WEEK(7, 1, 7),
        /** A month, by default from its first day. */
        MONTH(31, 1, 31);

        private final int days;
        private final int first;
        private final int last;

        Unit(int days, int first, int last) {
            this.days = days;
            this.first = first;
            this.last = last;
        }

        /** The word in rules: {@code day}, {@code week} or {@code month}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The anchor of who gives none, which is the least: midnight, Monday, the first. */
        public int firstAnchor() {
            return first;
        }
    }

    /** A Monday. */
    private static final long MONDAY = LocalDate.of(1969, 12, 29).toEpochDay();

    private final Unit unit;
    private final ZoneId zone;
    private final int anchor;

    /** The window that was asked for last: time zones are slow, and a check asks several times. */
    private volatile Span last = new Span(0, 0, 0);

    private record Span(long start, long end, long nextEnd) {}

    /**
     * @param unit how long a window is
     * @param zone whose clocks are meant
     * @param anchor where a window begins: the minute of the day, 0 to 1,439; the day of the week, 1 (Monday) to 7; or the
     *     day of the month, 1 to 31, in whose stead a shorter month has its last day. Weeks and months begin at midnight
     * @throws IllegalArgumentException naming the anchor and what is accepted
     */
    public CalendarWindow(Unit unit, ZoneId zone, int anchor) {
        if (anchor < unit.first || anchor > unit.last) {
            throw new IllegalArgumentException(
                    "anchor " + anchor + " is out of range; accepted are " + unit.first + " to " + unit.last);
        }
        this.unit = unit;
        this.zone = zone;
        this.anchor = anchor;
    }

    /**
     * Days from a time on.
     *
     * @throws IllegalArgumentException when that is no whole minute
     */
    public static CalendarWindow day(ZoneId zone, LocalTime begin) {
        if (begin.toNanoOfDay() % Duration.ofMinutes(1).toNanos() != 0) {
            throw new IllegalArgumentException(begin + " is not a whole minute; accepted are 00:00 to 23:59");
        }
        return new CalendarWindow(Unit.DAY, zone, begin.get(ChronoField.MINUTE_OF_DAY));
    }

    /** Weeks from midnight of a day on. */
    public static CalendarWindow week(ZoneId zone, DayOfWeek begin) {
        return new CalendarWindow(Unit.WEEK, zone, begin.getValue());
    }

    /** Months from midnight of a day on, 1 to 31, in whose stead a shorter month has its last. */
    public static CalendarWindow month(ZoneId zone, int begin) {
        return new CalendarWindow(Unit.MONTH, zone, begin);
    }

    /** How long a window is. */
    public Unit unit() {
        return unit;
    }

    /** Whose clocks are meant. */
    public ZoneId zone() {
        return zone;
    }

    /** Where a window begins, as a number. */
    public int anchor() {
        return anchor;
    }

    /** The anchor as rules say it: {@code 06:00}, {@code MON} or {@code 15}. */
    public String begin() {
        return switch (unit) {
            case DAY -> LocalTime.ofSecondOfDay(60L * anchor).toString();
            case WEEK -> DayOfWeek.of(anchor).name().substring(0, 3);
            case MONTH -> Integer.toString(anchor);
        };
    }

    /** The length of a window as far as one number can say it: 1, 7 or 31 times 24 hours. */
    public long nominalMillis() {
        return Duration.ofDays(unit.days).toMillis();
    }

    /** When the window of an instant began, in Unix milliseconds as all times here. */
    public long start(long now) {
        return span(now).start;
    }

    /** When the window of an instant ends and the next one begins; after that instant in any case. */
    public long end(long now) {
        return span(now).end;
    }

    /** When the window after that of an instant ends. */
    public long nextEnd(long now) {
        return span(now).nextEnd;
    }

    private Span span(long now) {
        Span span = last;
        if (now < span.start || now >= span.end) {
            long number = number(now);
            long end = boundary(number + 1);
            // A day that a zone left out is none: the next window is the one that the end is in.
            span = new Span(boundary(number), end, boundary(number(end) + 1));
            last = span;
        }
        return span;
    }

    /** The number of the last window that has begun. */
    private long number(long now) {
        // From a day ahead, since clocks that go back over midnight may still show the day before.
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(now), zone).plusDays(1);
        long number = switch (unit) {
            case DAY -> day.toEpochDay();
            case WEEK -> Math.floorDiv(day.toEpochDay() - MONDAY, 7L);
            case MONTH -> day.getLong(ChronoField.PROLEPTIC_MONTH);
        };
        while (boundary(number) > now) {
            number--;
        }
        return number;
    }

    private long boundary(long number) {
        LocalDateTime local = switch (unit) {
            case DAY -> LocalDate.ofEpochDay(number).atStartOfDay().plusMinutes(anchor);
            case WEEK -> LocalDate.ofEpochDay(MONDAY + 7 * number + anchor - 1).atStartOfDay();
            case MONTH -> month(number).atStartOfDay();
        };
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        boolean skipped = change != null && change.isGap();
        // Of two offsets, the rules answer with the earlier one.
        long second = skipped
                ? change.toEpochSecond()
                : local.toEpochSecond(zone.getRules().getOffset(local));
        return second * 1_000;
    }

    private LocalDate month(long number) {
        LocalDate first = LocalDate.EPOCH.with(ChronoField.PROLEPTIC_MONTH, number);
        return first.withDayOfMonth(Math.min(anchor, first.lengthOfMonth()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CalendarWindow that
                && unit == that.unit
                && zone.equals(that.zone)
                && anchor == that.anchor;
    }

    @Override
    public int hashCode() {
        return Objects.hash(unit, zone, anchor);
    }

    /** What rules say of it in one line, such as {@code month 1 Europe/Berlin}. */
    @Override
    public String toString() {
        return unit.word() + " " + begin() + " " + zone;
    }
}
