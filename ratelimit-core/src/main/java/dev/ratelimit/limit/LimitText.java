package dev.ratelimit.limit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of a limit: {@code 100/1m}, {@code 0.1/s}, {@code 10/s burst 50}. */
final class LimitText {

    private static final Pattern FORM = Pattern.compile("\\s*(?<permits>\\d{1,16}(?:\\.\\d{1,9})?)\\s*"
            + "/\\s*(?<count>\\d{0,12})(?<unit>ms|s|m|h|d)(?:\\s+burst\\s+(?<burst>\\d{1,16}))?\\s*");

    private LimitText() {}

    static Limit parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a limit; accepted are forms such as 100/1m, 0.1/s or 10/s burst 50");
        }
        BigDecimal permits = new BigDecimal(matcher.group("permits"));
        String count = matcher.group("count");
        Duration period = Durations.parse((count.isEmpty() ? "1" : count) + matcher.group("unit"));
        String burst = matcher.group("burst");
        long capacity = burst != null
                ? Long.parseLong(burst)
                : permits.setScale(0, RoundingMode.CEILING).longValueExact();
        try {
            Rate rate = Rate.of(permits, period);
            return Limit.bucket(Algorithm.TOKEN, capacity, rate.permits(), rate.period());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("limit \"" + text + "\": " + e.getMessage(), e);
        }
    }
}
