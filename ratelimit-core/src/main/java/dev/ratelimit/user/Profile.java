package dev.ratelimit.user;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Rate;
import dev.ratelimit.rule.Overrides;
import dev.ratelimit.rule.RulesException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user's record as a node knows it, and what the limits of rule {@code default} look like in it: {@code max_tokens} and
 * {@code refill_rate} (token), {@code capacity} and {@code leak_rate} (leaky), {@code limit} and {@code window} (windows, in
 * milliseconds or, where rule {@code default} goes by the calendar, the word for it). Immutable.
 *
 * @param version counts the changes of the user's custom data; 0 for a user who has none
 * @param fields the record's fields in Redis
 * @param overrides limits in place of those of rules, for this user alone
 * @param until from when on the user's plan, limits and overrides do not hold any more; null for no end
 */
public record Profile(
        long version,
        Map<String, String> fields,
        Overrides overrides,
        @Nullable Instant until) {

    /** A user without custom data. */
    public static final Profile PLAIN = new Profile(0, Map.of(), Overrides.NONE, null);

    static final String PLAN = "plan";
    static final String OVERRIDES = "overrides";
    static final String UNTIL = "until";
    static final String NOTE = "note";
    static final String CUSTOM = "custom";

    private static final BigDecimal SECOND = BigDecimal.valueOf(1_000);

    public Profile {
        fields = Map.copyOf(fields);
    }

    /** The profile that a record says; one whose version does not parse is {@link #PLAIN}. */
    public static Profile of(Map<String, String> fields) {
        try {
            long version = Long.parseLong(fields.getOrDefault("version", "0"));
            return new Profile(version, fields, overrides(fields), until(fields));
        } catch (NumberFormatException e) {
            return PLAIN;
        }
    }

    /** Overrides that do not parse are as good as none, like a limit that does not. */
    private static Overrides overrides(Map<String, String> fields) {
        String json = fields.get(OVERRIDES);
        try {
            return json == null ? Overrides.NONE : Overrides.parse(json);
        } catch (RulesException e) {
            return Overrides.NONE;
        }
    }

    private static @Nullable Instant until(Map<String, String> fields) {
        String seconds = fields.get(UNTIL);
        return seconds == null ? null : Instant.ofEpochSecond(Long.parseLong(seconds));
    }

    /** Whether what is special about the user holds at a Unix time. */
    public boolean holds(long nowMillis) {
        return until == null || nowMillis < until.toEpochMilli();
    }

    /** The user's plan at a Unix time; null for none. */
    public @Nullable String plan(long nowMillis) {
        return holds(nowMillis) ? fields.get(PLAN) : null;
    }

    /** The limits that this user has at a Unix time in place of a rule's; null for none. */
    public @Nullable List<Limit> limits(String rule, long nowMillis) {
        return holds(nowMillis) ? overrides.limits(rule, nowMillis) : null;
    }

    /** What a record says of a limit. */
    public static Map<String, String> limitFields(Limit limit) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(capacityField(limit.algorithm()), Long.toString(limit.capacity()));
        fields.put(rateField(limit.algorithm()), rate(limit));
        return fields;
    }

    /** The names of the two fields that say a limit of an algorithm: its size first, then its rate or window. */
    public static List<String> fieldNames(Algorithm algorithm) {
        return List.of(capacityField(algorithm), rateField(algorithm));
    }

    /** The rate of a token or leaky bucket per second, to nine decimals. */
    public static BigDecimal ratePerSecond(Limit limit) {
        BigDecimal permits = new BigDecimal(BigInteger.valueOf(limit.permits())).multiply(SECOND);
        return permits.divide(BigDecimal.valueOf(limit.periodMillis()), 9, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }

    /**
     * What a record says of a limit of the user's own, and that it is so.
     *
     * @throws IllegalArgumentException when its rate is no number of units per second with at most nine decimals, or when it
     *     goes by the calendar: a record would say another limit
     */
    public static Map<String, String> customFields(Limit limit) {
        Map<String, String> fields = limitFields(limit);
        if (limit.calendar() != null) {
            throw new IllegalArgumentException("a user's own limit cannot go by the calendar (" + limit.calendar()
                    + ") unless rule default does so too; accepted is a window of 1 ms to 400 days");
        }
        if (!says(fields.get(rateField(limit.algorithm())), limit)) {
            throw new IllegalArgumentException("a rate of " + limit.permits() + " per " + limit.periodMillis()
                    + " ms is no number per second with at most 9 decimals, as a user's own limit needs");
        }
        fields.put(CUSTOM, "1");
        return fields;
    }

    /**
     * The same where rule {@code default} has the limit {@code standard}: its rate or calendar may be the user's own in any
     * case, since a record that says it, rounded or in a word, is read as the default's.
     */
    public static Map<String, String> customFields(Limit limit, Limit standard) {
        boolean sameRate = limit.algorithm() == standard.algorithm()
                && (limit.algorithm().windowed() || limit.permits() == standard.permits())
                && limit.periodMillis() == standard.periodMillis()
                && Objects.equals(limit.calendar(), standard.calendar());
        if (!sameRate) {
            return customFields(limit);
        }
        Map<String, String> fields = limitFields(limit);
        fields.put(CUSTOM, "1");
        return fields;
    }

    /** Whether the user has limits of his own. */
    public boolean custom() {
        return "1".equals(fields.get(CUSTOM));
    }

    /**
     * The limit of this user at a Unix time where the default is {@code limit}: a custom one when the record has one that
     * parses.
     */
    public Limit apply(Limit limit, long nowMillis) {
        Limit own = own(limit, nowMillis);
        return own == null ? limit : own;
    }

    /** The custom limit of this user at a Unix time in place of the default {@code limit}; null for none that parses. */
    public @Nullable Limit own(Limit limit, long nowMillis) {
        String capacity = fields.get(capacityField(limit.algorithm()));
        String rate = fields.get(rateField(limit.algorithm()));
        if (!custom() || !holds(nowMillis) || capacity == null || rate == null) {
            return null;
        }
        try {
            long most = Long.parseLong(capacity);
            // A rate's text may be rounded and a calendar's is a word: unchanged, it is the default's own.
            return rate.equals(rate(limit))
                    ? limit.sized(most)
                    : custom(limit.algorithm(), most, rate).named(limit.name());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean says(@Nullable String rate, Limit limit) {
        try {
            return rate != null
                    && custom(limit.algorithm(), limit.capacity(), rate).countsLike(limit);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Limit custom(Algorithm algorithm, long capacity, String rate) {
        if (algorithm.windowed()) {
            return Limit.window(algorithm, capacity, Duration.ofMillis(Long.parseLong(rate)));
        }
        Rate exact = Rate.of(new BigDecimal(rate), Duration.ofSeconds(1));
        return Limit.bucket(algorithm, capacity, exact.permits(), exact.period());
    }

    private static String capacityField(Algorithm algorithm) {
        return switch (algorithm) {
            case TOKEN -> "max_tokens";
            case LEAKY -> "capacity";
            case FIXED_WINDOW, SLIDING_WINDOW_LOG, SLIDING_WINDOW_COUNTER -> "limit";
        };
    }

    private static String rateField(Algorithm algorithm) {
        return switch (algorithm) {
            case TOKEN -> "refill_rate";
            case LEAKY -> "leak_rate";
            case FIXED_WINDOW, SLIDING_WINDOW_LOG, SLIDING_WINDOW_COUNTER -> "window";
        };
    }

    /** The window in milliseconds or by the word for it, or units per second to nine decimals. */
    private static String rate(Limit limit) {
        if (limit.calendar() != null) {
            return limit.calendar().unit().word();
        }
        return limit.algorithm().windowed()
                ? Long.toString(limit.periodMillis())
                : ratePerSecond(limit).toPlainString();
    }
}
