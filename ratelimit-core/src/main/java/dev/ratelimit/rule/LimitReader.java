package dev.ratelimit.rule;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.Durations;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Rate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a limit: {@code "100/1m"}, a capacity with a rate per second (token, leaky), or a limit with a window (all five),
 * which a fixed window may have from the calendar.
 */
final class LimitReader {

    static final String ACCEPTED =
            "limits such as \"100/1m\" or {\"algorithm\": \"token\", \"capacity\": 20, \"refill_rate\": 5}";

    private static final String RATES = "units per second above 0 with at most 9 decimals, such as 5 or 0.1";
    private static final String WINDOWS_OR_CALENDAR = Durations.ACCEPTED + ", or a calendar instead";
    private static final long MOST = 1_000_000_000_000_000L;
    private static final long MOST_LOGGED = 10_000;
    private static final List<String> EVERY_FIELD = List.of(
            "algorithm",
            "name",
            "capacity",
            "max_tokens",
            "refill_rate",
            "leak_rate",
            "limit",
            "window",
            "burst",
            "calendar",
            "zone",
            "anchor");

    private LimitReader() {}

    /** The limits of a rule; none when something in them was reported. */
    static List<Limit> list(Node node) {
        List<Limit> limits = node.some(ACCEPTED).stream()
                .map(LimitReader::read)
                .filter(Objects::nonNull)
                .toList();
        List<Limit> checked = limits.isEmpty() ? null : node.attempt(() -> LimitNames.checked(limits));
        return Objects.requireNonNullElse(checked, List.of());
    }

    static @Nullable Limit read(Node node) {
        if (node.json().isTextual()) {
            return node.text(ACCEPTED, Limit::parse);
        }
        int before = node.faults().size();
        Algorithm algorithm = algorithm(node);
        boolean object = node.isObjectOf(algorithm == null ? EVERY_FIELD : fields(algorithm), what(algorithm));
        if (!object || algorithm == null) {
            return null;
        }
        String name = node.field("name").text(Names.IDS, Names::id);
        Limit limit = algorithm.windowed() || givesWindow(node) ? windowed(node, algorithm) : rated(node, algorithm);
        if (limit == null || node.faults().size() > before) {
            return null;
        }
        return name == null ? limit : limit.named(name);
    }

    private static boolean givesWindow(Node node) {
        return node.has("limit") || node.has("window") || node.has("burst");
    }

    private static @Nullable Limit rated(Node node, Algorithm algorithm) {
        String capacityField = node.has("max_tokens") ? "max_tokens" : "capacity";
        if (node.has("max_tokens") && node.has("capacity")) {
            node.field("max_tokens")
                    .fault("another word for capacity, which is given as well; accepted is one of them");
        }
        Long capacity = Numbers.whole(node.required(capacityField, "1 to " + MOST), 1, MOST);
        Node rateField = node.required(algorithm == Algorithm.TOKEN ? "refill_rate" : "leak_rate", RATES);
        BigDecimal perSecond = Numbers.decimal(rateField, RATES);
        Rate rate = perSecond == null ? null : rateField.attempt(() -> Rate.of(perSecond, Duration.ofSeconds(1)));
        if (capacity == null || rate == null) {
            return null;
        }
        return node.attempt(() -> Limit.bucket(algorithm, capacity, rate.permits(), rate.period()));
    }

    private static @Nullable Limit windowed(Node node, Algorithm algorithm) {
        for (String other : List.of("capacity", "max_tokens", "refill_rate", "leak_rate")) {
            if (!algorithm.windowed() && node.has(other)) {
                node.field(other)
                        .fault("given beside limit, window or burst; accepted is either a capacity with a rate"
                                + " or a limit with a window");
            }
        }
        long most = algorithm == Algorithm.SLIDING_WINDOW_LOG ? MOST_LOGGED : MOST;
        Long limit = Numbers.whole(node.required("limit", "1 to " + most), 1, most);
        CalendarWindow calendar = algorithm == Algorithm.FIXED_WINDOW ? CalendarReader.read(node) : null;
        if (node.has("calendar")) {
            return limit == null || calendar == null ? null : Limit.window(limit, calendar);
        }
        String windows = algorithm == Algorithm.FIXED_WINDOW ? WINDOWS_OR_CALENDAR : Durations.ACCEPTED;
        Duration window = node.required("window", windows).text(Durations.ACCEPTED, LimitReader::window);
        Long burst = Numbers.whole(node.field("burst"), 1, MOST);
        if (limit == null || window == null) {
            return null;
        }
        return node.attempt(() -> algorithm.windowed()
                ? Limit.window(algorithm, limit, window)
                : Limit.bucket(algorithm, burst == null ? limit : burst, limit, window));
    }

    private static Duration window(String text) {
        Duration window = Durations.parse(text);
        if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(Duration.ofMillis(Limit.MAX_MILLIS)) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is out of range; accepted are 1ms to 400d");
        }
        return window;
    }

    private static @Nullable Algorithm algorithm(Node node) {
        if (!node.json().isObject()) {
            return null;
        }
        return node.required("algorithm", Algorithm.accepted()).text(Algorithm.accepted(), LimitReader::algorithm);
    }

    private static Algorithm algorithm(String word) {
        return Algorithm.find(word).orElseThrow(() -> {
            List<String> known =
                    Arrays.stream(Algorithm.values()).map(Algorithm::id).toList();
            return new IllegalArgumentException("\"" + word + "\" is not an algorithm" + Nearest.hint(word, known)
                    + "; accepted are " + Algorithm.accepted());
        });
    }

    /** Fields that a limit of this algorithm may have. */
    private static List<String> fields(Algorithm algorithm) {
        List<String> fields = new ArrayList<>(List.of("algorithm", "name"));
        if (algorithm == Algorithm.TOKEN) {
            fields.addAll(List.of("capacity", "max_tokens", "refill_rate", "limit", "window", "burst"));
        } else if (algorithm == Algorithm.LEAKY) {
            fields.addAll(List.of("capacity", "leak_rate", "limit", "window"));
        } else {
            fields.addAll(List.of("limit", "window"));
        }
        if (algorithm == Algorithm.FIXED_WINDOW) {
            fields.addAll(CalendarReader.FIELDS);
        }
        return fields;
    }

    private static String what(@Nullable Algorithm algorithm) {
        return algorithm == null ? "a limit" : "a limit of algorithm " + algorithm.id();
    }
}
