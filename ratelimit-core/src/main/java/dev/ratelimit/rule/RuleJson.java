package dev.ratelimit.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.CalendarWindow.Unit;
import dev.ratelimit.limit.Durations;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Rate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One rule as JSON, in the shape of a rules file's entries. */
public final class RuleJson {

    private static final BigDecimal SECOND = BigDecimal.valueOf(1_000);

    private RuleJson() {}

    /**
     * Writes a rule with every field, so that {@link RulesFile} reads the same rule.
     *
     * @throws IllegalArgumentException when JSON cannot say it: a leaky bucket, made in code, whose rate is neither a decimal
     *     number per second nor its capacity in whole milliseconds
     */
    public static ObjectNode write(Rule rule) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", rule.id())
                .put("description", rule.description())
                .put("enabled", rule.enabled())
                .put("priority", rule.priority())
                .put("mode", rule.mode().id())
                .put("enforce_percent", rule.enforcePercent());
        if (!(rule.when() instanceof Always)) {
            json.set("when", ConditionWriter.write(rule.when()));
        }
        ArrayNode key = json.putArray("key");
        rule.key().parts().forEach(part -> key.add(part.word()));
        ArrayNode limits = json.putArray("limits");
        rule.limits().forEach(limit -> limits.add(write(limit)));
        json.put("cost", rule.cost());
        if (rule.countWhen() != null) {
            json.set("count_when", CountWhenJson.write(rule.countWhen()));
        }
        return json.put("on_store_failure", rule.onStoreFailure().id()).put("final", rule.lastOnMatch());
    }

    /** Reads the limits of a rule, or in place of them, where they stand; none when something in them was reported. */
    public static List<Limit> readLimits(Node node) {
        return LimitReader.list(node);
    }

    /** Writes a limit, as {@link #write(Rule)} does. */
    public static ObjectNode write(Limit limit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("algorithm", limit.algorithm().id());
        if (!limit.name().isEmpty()) {
            json.put("name", limit.name());
        }
        if (limit.calendar() != null) {
            return write(json.put("limit", limit.capacity()), limit.calendar());
        }
        BigDecimal rate = limit.algorithm().windowed() ? null : decimal(limit);
        if (rate != null) {
            return json.put("capacity", limit.capacity())
                    .put(limit.algorithm() == Algorithm.TOKEN ? "refill_rate" : "leak_rate", rate);
        }
        if (limit.algorithm().windowed()) {
            return json.put("limit", limit.permits()).put("window", Durations.format(limit.periodMillis()));
        }
        BigInteger[] fill = fill(limit);
        if (fill[1].signum() == 0) {
            return json.put("limit", limit.capacity()).put("window", Durations.format(fill[0].longValueExact()));
        }
        if (limit.algorithm() == Algorithm.LEAKY) {
            throw new IllegalArgumentException("a leaky bucket of " + limit.stamp()
                    + " ms has no form in JSON: accepted is a rate per second with at most 9 decimals");
        }
        return json.put("burst", limit.capacity())
                .put("limit", limit.permits())
                .put("window", Durations.format(limit.periodMillis()));
    }

    private static ObjectNode write(ObjectNode json, CalendarWindow window) {
        json.put("calendar", window.unit().word()).put("zone", window.zone().getId());
        return window.unit() == Unit.MONTH ? json.put("anchor", window.anchor()) : json.put("anchor", window.begin());
    }

    /** The rate per second where a decimal number says it exactly. */
    private static @Nullable BigDecimal decimal(Limit limit) {
        BigDecimal perSecond = BigDecimal.valueOf(limit.permits())
                .multiply(SECOND)
                .divide(BigDecimal.valueOf(limit.periodMillis()), 9, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        if (perSecond.signum() == 0) {
            return null;
        }
        Rate rate = Rate.of(perSecond, Duration.ofSeconds(1));
        boolean exact = rate.permits() == limit.permits() && rate.period().toMillis() == limit.periodMillis();
        return exact ? perSecond : null;
    }

    /** Milliseconds from empty to full, and what is left of the division. */
    private static BigInteger[] fill(Limit limit) {
        return BigInteger.valueOf(limit.capacity())
                .multiply(BigInteger.valueOf(limit.periodMillis()))
                .divideAndRemainder(BigInteger.valueOf(limit.permits()));
    }
}
