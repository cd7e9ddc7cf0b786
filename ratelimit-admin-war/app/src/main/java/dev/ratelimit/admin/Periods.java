package dev.ratelimit.admin;

import dev.ratelimit.analytics.Analytics;
import dev.ratelimit.analytics.Period;
import dev.ratelimit.limit.Durations;
import dev.ratelimit.rule.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The times that are asked about. */
final class Periods {

    private Periods() {}

    /** What was counted; a problem where nothing is. */
    static Analytics analytics(Service service) {
        return service.limiter()
                .observations()
                .analytics()
                .orElseThrow(() -> Problem.refusal(404, "Nothing is counted here: the setting analytics is false."));
    }

    /** What the parameters {@code from}, {@code to} and {@code step} say. */
    static Period read(@Nullable String from, @Nullable String to, @Nullable String step, Service service) {
        return of(new Period.Wanted(instant("from", from), instant("to", to), duration(step)), service);
    }

    /** What {@code from} and {@code to} say; empty where nothing is counted. */
    static Optional<Period> ifCounted(@Nullable String from, @Nullable String to, Service service) {
        Period.Wanted wanted = new Period.Wanted(instant("from", from), instant("to", to), null);
        return service.limiter().observations().analytics().map(any -> of(wanted, service));
    }

    /** The same of a report, which is about a day where nothing else is said. */
    static Period ofReport(@Nullable String from, @Nullable String to, Service service) {
        Instant end = instant("to", to);
        Instant start = instant("from", from);
        if (start == null) {
            start = (end == null ? Instant.now() : end).minus(Duration.ofDays(1));
        }
        return of(new Period.Wanted(start, end, null), service);
    }

    private static Period of(Period.Wanted wanted, Service service) {
        Analytics analytics = analytics(service);
        return Bodies.refusing(() -> Period.of(wanted, Instant.now(), analytics));
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        return text == null ? null : Bodies.refusing(name, () -> Times.parse(text));
    }

    private static @Nullable Duration duration(@Nullable String text) {
        return text == null ? null : Bodies.refusing("step", () -> Durations.parse(text));
    }
}
