package dev.ratelimit.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * A time of whole minutes, or of whole hours.
 *
 * @param unit of what it consists
 * @param first the first one, since 1970
 * @param count how many
 */
public record Span(Unit unit, long first, int count) {

    /** In what is counted. */
    public enum Unit {
        /** Sixty seconds. */
        MINUTE(Duration.ofMinutes(1)),
        /** Sixty of them. */
        HOUR(Duration.ofHours(1));

        private final Duration length;

        Unit(Duration length) {
            this.length = length;
        }

        /** How long one is. */
        public Duration length() {
            return length;
        }

        /** The number of the one that an instant is in. */
        public long of(Instant instant) {
            return Math.floorDiv(instant.toEpochMilli(), length.toMillis());
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
}
