package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/**
 * Holds on some days of the week between two times of the day, by the clocks of a zone. A span over midnight, such as
 * 22:00 to 06:00, belongs to the day on which it begins. When clocks go forward the hour that does not exist is in no
 * span, and when they go back the hour that comes twice is in a span both times.
 *
 * @param days the days, at least one
 * @param from the first second of the span
 * @param to the first second after it, 1 to 86,400 ({@code 24:00})
 * @param zone whose clocks are meant
 */
record TimeIn(Set<DayOfWeek> days, int from, int to, ZoneId zone) implements Condition {

    static final int DAY = 86_400;

    TimeIn {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("\"time\" is on no day; accepted is at least one");
        }
        if (from == to || from < 0 || from >= DAY || to < 1 || to > DAY) {
            throw new IllegalArgumentException("\"time\" from " + shown(from) + " to " + shown(to)
                    + " is no span; accepted are two different times from 00:00 to 24:00");
        }
        days = Set.copyOf(days);
    }

    /** A time of the day as text, such as {@code 08:00}. */
    static String shown(int second) {
        return second == DAY ? "24:00" : LocalTime.ofSecondOfDay(second).toString();
    }

    /** All days. */
    static Set<DayOfWeek> everyDay() {
        return EnumSet.allOf(DayOfWeek.class);
    }

    @Override
    public boolean holds(RequestFacts facts) {
        Instant now = facts.now();
        long local = now.getEpochSecond() + zone.getRules().getOffset(now).getTotalSeconds();
        int second = (int) Math.floorMod(local, (long) DAY);
        long day = Math.floorDiv(local, (long) DAY);
        if (from < to) {
            return from <= second && second < to && meant(day);
        }
        return (second >= from && meant(day)) || (second < to && meant(day - 1));
    }

    @Override
    public boolean fails(RequestFacts facts) {
        return !holds(facts);
    }

    private boolean meant(long epochDay) {
        // The first day of 1970 was a Thursday.
        return days.contains(DayOfWeek.THURSDAY.plus(epochDay));
    }
}
