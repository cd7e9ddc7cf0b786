package dev.ratelimit.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A time of whole minutes, hours or days (in UTC).
 *
 * @param unit of what it consists
 * @param first the first one, since 1970
 * @param count how many
 */
public record Span(Unit unit, long first, int count) {

    /** In what is counted. */
    public enum Unit {
        /** 24 hours. */
        DAY(Duration.ofDays(1), null, 1_600),
        /** Sixty minutes. */
        HOUR(Duration.ofHours(1), DAY, 800),
        /** Sixty seconds. */
        MINUTE(Duration.ofMinutes(1), HOUR, 400);

        private final Duration length;
        private final @Nullable Unit coarser;
        private final int mostRoutes;

        Unit(Duration length, @Nullable Unit coarser, int mostRoutes) {
            this.length = length;
            this.coarser = coarser;
            this.mostRoutes = mostRoutes;
        }

        /** How many counters of routes one has; whatever comes after them is counted as {@code *}. */
        public int mostRoutes() {
            return mostRoutes;
        }

        /** How long one is. */
        public Duration length() {
            return length;
        }

        /** The number of the one that an instant is in. */
        public long of(Instant instant) {
            return Math.floorDiv(instant.toEpochMilli(), length.toMillis());
        }

        /** The number of the one that a minute is in. */
        public long ofMinute(long minute) {
            return Math.floorDiv(minute, length.toMinutes());
        }

        /** What it is called in keys: {@code minute}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The numbers of all of them. */
    public LongStream numbers() {
        return LongStream.range(first, first + count);
    }

    /** When one begins. */
    public Instant start(long number) {
        return Instant.ofEpochMilli(number * unit.length().toMillis());
    }

    /** The same time in few pieces: whole days, and what is before and after them in hours, and in minutes. */
    public List<Span> pieces() {
        Unit coarser = unit.coarser;
        if (coarser == null) {
            return List.of(this);
        }
        long per = coarser.length().dividedBy(unit.length());
        long begin = -Math.floorDiv(-first, per);
        long end = Math.floorDiv(first + count, per);
        if (begin >= end) {
            return List.of(this);
        }
        List<Span> pieces = new ArrayList<>();
        pieces.add(new Span(unit, first, (int) (begin * per - first)));
        pieces.addAll(new Span(coarser, begin, (int) (end - begin)).pieces());
        pieces.add(new Span(unit, end * per, (int) (first + count - end * per)));
        pieces.removeIf(piece -> piece.count() == 0);
        return pieces;
    }
}
