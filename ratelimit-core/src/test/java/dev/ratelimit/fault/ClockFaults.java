package dev.ratelimit.fault;

import static dev.ratelimit.fault.Expected.nothing;

import dev.ratelimit.fault.Setting.Clock;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Rows about clocks that jump by an hour and, after a while, back again. */
final class ClockFaults {

    /** Several of them end while a row lasts. */
    private static final Limit WINDOWS = Limit.window(Algorithm.FIXED_WINDOW, 50, Duration.ofSeconds(2));

    /** An hour is half of the time in which it fills. */
    private static final Limit SLOW = Limit.bucket(Algorithm.TOKEN, 300, 300, Duration.ofHours(2));

    private static final Limit HOUR = Limit.window(Algorithm.FIXED_WINDOW, 150, Duration.ofHours(1));

    /** Ahead or back again, a jump leads to a time at which nothing is counted yet: another limit, and no lock-out. */
    private static final Expected ANOTHER_LIMIT = nothing().wrongly(105, 5);

    private ClockFaults() {}

    static List<Fault> rows() {
        return List.of(
                server("server-clock-back", -1, Setting.QUICK, ANOTHER_LIMIT),
                server("server-clock-ahead", 1, Setting.QUICK, ANOTHER_LIMIT),
                server("server-clock-back-windows", -1, WINDOWS, ANOTHER_LIMIT),
                server("server-clock-ahead-windows", 1, WINDOWS, ANOTHER_LIMIT),
                // What was counted lies less than a period ahead: it counts on.
                server("server-clock-back-within", -1, SLOW, nothing()),
                server("server-clock-back-a-window", -1, HOUR, nothing()),
                node("node-clock-back", -1),
                node("node-clock-ahead", 1));
    }

    private static Fault server(String name, int hours, Limit limit, Expected expected) {
        String how = hours > 0
                ? "the server's clock goes ahead by an hour, and back again"
                : "the server's clock goes back by an hour, and forward again";
        return clock(name, how + ": " + words(limit), hours, expected)
                .on(s -> s.clock(Clock.THE_SERVERS).limit(limit));
    }

    private static Fault node(String name, int hours) {
        String how = "the clock of the limiter's machine goes " + (hours > 0 ? "ahead" : "back") + " by an hour";
        return clock(name, how + ": " + words(Setting.QUICK), hours, nothing().wrongly(5, 5))
                .on(s -> s.clock(Clock.THE_NODES).limit(Setting.QUICK).apart());
    }

    private static String words(Limit limit) {
        return limit.capacity() + " of " + limit.algorithm().id() + ", full in " + limit.fillMillis() / 1_000 + " s";
    }

    private static Fault clock(String name, String how, int hours, Expected expected) {
        return Fault.of(
                name, how, rig -> jump(rig, Duration.ofHours(hours)), rig -> jump(rig, Duration.ZERO), expected);
    }

    /** Amid a window: on its edge a jump back takes what the window before counted for what this one did. */
    private static void jump(Rig rig, Duration ahead) throws InterruptedException {
        long window = WINDOWS.periodMillis();
        TimeUnit.MILLISECONDS.sleep(window - (System.currentTimeMillis() + window / 2) % window);
        rig.clock().jump(ahead);
    }
}
