package dev.ratelimit.store;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Limits so slow that nothing refills, and no window ends, while a test runs by the real clock. */
public final class LongWindows {

    private static final Duration[] CANDIDATES = {Duration.ofDays(200), Duration.ofDays(199)};

    private LongWindows() {}

    /** {@code limit} in some 200 days. */
    public static Limit of(Algorithm algorithm, long limit) {
        Duration window = window();
        return algorithm.windowed()
                ? Limit.window(algorithm, limit, window)
                : Limit.bucket(algorithm, limit, limit, window);
    }

    /** {@code limit} in a month that begins and ends at least days away from now. */
    public static Limit ofCalendar(long limit) {
        int day = LocalDate.now(ZoneOffset.UTC).getDayOfMonth();
        return Limit.window(limit, CalendarWindow.month(ZoneOffset.UTC, day > 15 ? 8 : 23));
    }

    /** At least one of two lengths is days away from its boundary. */
    private static Duration window() {
        long now = System.currentTimeMillis();
        for (Duration window : CANDIDATES) {
            long length = window.toMillis();
            if (length - now % length > Duration.ofDays(1).toMillis()
                    && now % length > Duration.ofDays(1).toMillis()) {
                return window;
            }
        }
        throw new IllegalStateException("all windows end within a day of " + now);
    }
}
