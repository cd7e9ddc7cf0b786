package dev.ratelimit.limit;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number per time under an algorithm. {@code Limit.perMinute(100)} is a token bucket of capacity 100 that refills 100
 * in each minute; {@code Limit.window(SLIDING_WINDOW_LOG, 5, Duration.ofMinutes(1))} admits five in any minute.
 *
 * <p>Token and leaky buckets have a capacity and a rate of {@code permits} per {@code periodMillis}, kept as a reduced
 * fraction (0.1 per second is 1 per 10,000 ms). Window algorithms have {@code capacity == permits}, the limit, and
 * {@code periodMillis}, the window. A fixed window may go by the calendar instead, {@code Limit.window(20_000,
 * CalendarWindow.month(zone, 1))}, and then {@code periodMillis} is no more than its nominal length.
 *
 * <p>A limit that the arithmetic cannot hold exactly is refused at construction with an {@link IllegalArgumentException}
 * that names the value and the bound. Immutable.
 *
 * @param name tells apart the limits of one rule; empty for a rule's only limit of its algorithm
 * @param capacity the most that can be taken at once, 1 to 10^15 (10,000 for a sliding window log)
 * @param permits units that come back in each period; at least 1
 * @param periodMillis the period or window, 1 ms to 400 days
 * @param calendar the windows of a fixed window that goes by the calendar; else null
 */
public record Limit(
        Algorithm algorithm,
        String name,
        long capacity,
        long permits,
        long periodMillis,
        @Nullable CalendarWindow calendar) {

    /** The longest window, time to fill, and lifetime of an idle bucket: 400 days. */
    public static final long MAX_MILLIS = Duration.ofDays(400).toMillis();

    /** Every product of the arithmetic stays below 2^53 when permits times period stays within this. */
    private static final long MAX_PRODUCT = 1L << 51;

    private static final long MAX_CAPACITY = 1_000_000_000_000_000L;
    /** The most that a sliding window log counts. */
    public static final long MAX_LOG = 10_000;

    public Limit {
        inRange("capacity", capacity, 1, algorithm == Algorithm.SLIDING_WINDOW_LOG ? MAX_LOG : MAX_CAPACITY);
        inRange("permits", permits, 1, MAX_CAPACITY);
        if (!algorithm.windowed() && periodMillis > 0) {
            long divisor = gcd(permits, periodMillis);
            permits /= divisor;
            periodMillis /= divisor;
        }
        // An idle sliding counter matters for two windows.
        long longest = algorithm == Algorithm.SLIDING_WINDOW_COUNTER ? MAX_MILLIS / 2 : MAX_MILLIS;
        inRange("period in ms", periodMillis, 1, longest);
        if (algorithm.windowed() && capacity != permits) {
            throw new IllegalArgumentException(
                    "a " + algorithm.id() + " has no burst: capacity " + capacity + " must equal the limit " + permits);
        }
        if (algorithm != Algorithm.FIXED_WINDOW && permits > MAX_PRODUCT / periodMillis) {
            throw new IllegalArgumentException(permits + " per " + periodMillis
                    + " ms is too large to count exactly: permits x milliseconds must be at most " + MAX_PRODUCT);
        }
        if (!algorithm.windowed() && fill(capacity, permits, periodMillis) > MAX_MILLIS) {
            throw new IllegalArgumentException("capacity " + capacity + " at " + permits + " per " + periodMillis
                    + " ms takes more than 400 days to fill; accepted are at most 400 days");
        }
        if (calendar != null && algorithm != Algorithm.FIXED_WINDOW) {
            throw new IllegalArgumentException("a " + algorithm.id() + " cannot go by the calendar (" + calendar
                    + "); accepted is " + Algorithm.FIXED_WINDOW.id());
        }
    }

    /** A limit that does not go by the calendar. */
    public Limit(Algorithm algorithm, String name, long capacity, long permits, long periodMillis) {
        this(algorithm, name, capacity, permits, periodMillis, null);
    }

    /** A token bucket of {@code permits} per second. */
    public static Limit perSecond(long permits) {
        return of(permits, Duration.ofSeconds(1));
    }

    /** A token bucket of {@code permits} per minute. */
    public static Limit perMinute(long permits) {
        return of(permits, Duration.ofMinutes(1));
    }

    /** A token bucket of {@code permits} per hour. */
    public static Limit perHour(long permits) {
        return of(permits, Duration.ofHours(1));
    }

    /** A token bucket of {@code permits} per 24 hours. */
    public static Limit perDay(long permits) {
        return of(permits, Duration.ofDays(1));
    }

    /** A token bucket that holds {@code permits} and refills as many in each {@code period}, at least 1 ms. */
    public static Limit of(long permits, Duration period) {
        return new Limit(Algorithm.TOKEN, "", permits, permits, millis(period));
    }

    /** A token or leaky bucket: {@code permits} per {@code period}, at most {@code capacity} at once. */
    public static Limit bucket(Algorithm algorithm, long capacity, long permits, Duration period) {
        return new Limit(algorithm, "", capacity, permits, millis(period));
    }

    /** A window algorithm: {@code limit} in each {@code window}. */
    public static Limit window(Algorithm algorithm, long limit, Duration window) {
        return new Limit(algorithm, "", limit, limit, millis(window));
    }

    /** A fixed window of the calendar: {@code limit} in each day, week or month. */
    public static Limit window(long limit, CalendarWindow window) {
        return new Limit(Algorithm.FIXED_WINDOW, "", limit, limit, window.nominalMillis(), window);
    }

    /**
     * Reads the text form: {@code 100/1m}, {@code 0.1/s}, {@code 10/s burst 50}; always a token bucket.
     *
     * @throws IllegalArgumentException naming the text and the accepted form
     */
    public static Limit parse(String text) {
        return LimitText.parse(text);
    }

    /** The same rate with another capacity; 10 per second with burst 50 admits 50 at once. Token and leaky only. */
    public Limit withBurst(long capacity) {
        return new Limit(algorithm, name, capacity, permits, periodMillis, calendar);
    }

    /** The same limit of another size: a bucket of that capacity at the same rate, or so many in the same window. */
    public Limit sized(long capacity) {
        return new Limit(algorithm, name, capacity, algorithm.windowed() ? capacity : permits, periodMillis, calendar);
    }

    /**
     * The limit of one of some nodes that share this one evenly: so much less at once, at least 1, and so much less in time,
     * where that can be counted exactly; else at least 1 in each period.
     */
    public Limit shared(long nodes) {
        if (nodes <= 1) {
            return this;
        }
        if (algorithm.windowed()) {
            return sized(Math.max(1, capacity / nodes));
        }
        long most = Math.max(1, capacity / nodes);
        long longer = nodes > MAX_MILLIS / periodMillis ? Long.MAX_VALUE : periodMillis * nodes;
        if (permits <= MAX_PRODUCT / longer && fill(most, permits, longer) <= MAX_MILLIS) {
            return new Limit(algorithm, name, most, permits, longer);
        }
        long fewer = Math.max(1, permits / nodes);
        boolean fills = fill(most, fewer, periodMillis) <= MAX_MILLIS;
        long smaller = fills ? most : Math.max(1, fewer * (MAX_MILLIS / periodMillis));
        return new Limit(algorithm, name, smaller, fewer, periodMillis);
    }

    /** The same limit under a name. */
    public Limit named(String name) {
        return new Limit(algorithm, name, capacity, permits, periodMillis, calendar);
    }

    /** Milliseconds from empty to full (token, leaky), or the window, be it the nominal one of a calendar. */
    public long fillMillis() {
        return algorithm.windowed() ? periodMillis : fill(capacity, permits, periodMillis);
    }

    /** The same, but of a calendar the window that {@code now} is in: the {@code w} of the response headers. */
    public long fillMillis(long now) {
        return calendar == null ? fillMillis() : calendar.end(now) - calendar.start(now);
    }

    /** {@link #fillMillis()} as a text: {@code 1m}, or {@code month} of a calendar. */
    public String fillText() {
        return calendar == null
                ? Durations.format(fillMillis())
                : calendar.unit().word();
    }

    /** Whether both have the same numbers and windows, whatever their names. */
    public boolean countsLike(Limit other) {
        return capacity == other.capacity
                && permits == other.permits
                && periodMillis == other.periodMillis
                && Objects.equals(calendar, other.calendar);
    }

    /**
     * What counts, as one text for the bucket's {@code limit} field: {@code 50 10/1000}, or {@code 20000 20000/month 1
     * Europe/Berlin}. Names do not count.
     */
    public String stamp() {
        return capacity + " " + permits + "/" + (calendar == null ? periodMillis : calendar);
    }

    private static long fill(long capacity, long permits, long periodMillis) {
        long periods = capacity / permits;
        return periods > MAX_MILLIS / periodMillis
                ? Long.MAX_VALUE
                : periods * periodMillis + -Math.floorDiv(-(capacity % permits * periodMillis), permits);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static void inRange(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " " + value + " is out of range; accepted are " + least + " to " + most);
        }
    }

    private static long millis(Duration duration) {
        if (duration.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(duration + " is not a whole number of milliseconds");
        }
        try {
            return duration.toMillis();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(duration + " is too long; accepted are 1 ms to 400 days", e);
        }
    }
}
