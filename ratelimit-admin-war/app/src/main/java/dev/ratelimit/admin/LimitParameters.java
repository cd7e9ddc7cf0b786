package dev.ratelimit.admin;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Durations;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Rate;
import dev.ratelimit.user.Profile;
import java.io.Serial;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a user's own limit from query parameters, whose names are those of the record's fields. */
final class LimitParameters {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}(?:\\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,2})?");
    private static final BigDecimal MOST = BigDecimal.TEN.pow(15);

    /** A parameter that cannot be used. */
    static final class Invalid extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private final String parameter;

        Invalid(String parameter) {
            super(parameter, null, false, false);
            this.parameter = parameter;
        }

        String parameter() {
            return parameter;
        }
    }

    private final Map<String, List<String>> given;
    private final Limit standard;

    private LimitParameters(Map<String, List<String>> given, Limit standard) {
        this.given = given;
        this.standard = standard;
    }

    /**
     * What a record is to say of the limit that the parameters give; what is left out is as in the standard one.
     *
     * @throws Invalid naming the parameter whose value cannot be used, or which is none of this algorithm's
     */
    static Map<String, String> read(Map<String, List<String>> given, Limit standard) {
        List<String> accepted = Profile.fieldNames(standard.algorithm());
        for (String name : given.keySet()) {
            if (!accepted.contains(name) && !name.equals("user_id")) {
                throw new Invalid(name);
            }
        }
        Limit limit = new LimitParameters(given, standard).limit();
        return blaming(accepted.get(1), () -> Profile.customFields(limit, standard));
    }

    private Limit limit() {
        List<String> names = Profile.fieldNames(standard.algorithm());
        String capacity = value(names.get(0));
        String rate = value(names.get(1));
        long most = capacity == null ? standard.capacity() : blaming(names.get(0), () -> capacity(capacity));
        if (rate == null) {
            return blaming(names.get(0), () -> standard.sized(most));
        }
        return blaming(names.get(1), () -> atRate(most, rate));
    }

    private long capacity(String text) {
        long capacity = number(text).longValueExact();
        if (standard.algorithm() == Algorithm.SLIDING_WINDOW_LOG && capacity > Limit.MAX_LOG) {
            throw new IllegalArgumentException(text + " is out of range");
        }
        return capacity;
    }

    private Limit atRate(long capacity, String text) {
        Algorithm algorithm = standard.algorithm();
        if (algorithm.windowed()) {
            return Limit.window(algorithm, capacity, Durations.parse(text));
        }
        Rate rate = Rate.of(number(text), Duration.ofSeconds(1));
        return Limit.bucket(algorithm, capacity, rate.permits(), rate.period());
    }

    private @Nullable String value(String name) {
        List<String> values = given.get(name);
        if (values == null) {
            return null;
        }
        if (values.size() > 1) {
            throw new Invalid(name);
        }
        return values.get(0);
    }

    private static BigDecimal number(String text) {
        BigDecimal number = NUMBER.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
        if (number.signum() <= 0 || number.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(text + " is out of range");
        }
        return number;
    }

    private static <T> T blaming(String parameter, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Invalid(parameter);
        }
    }
}
