package dev.ratelimit.rule;

import dev.ratelimit.http.IpAddress;
import dev.ratelimit.http.RequestFacts;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first condition that keeps a request away from a rule.
 *
 * @param condition as rules have it, such as {@code {"method":["POST"]}}
 * @param found what the request has instead, such as {@code the method is GET}; what may be a secret is not shown
 */
public record Unmet(String condition, String found) {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("EEE HH:mm:ss", Locale.ENGLISH);

    /** @param condition one that does not hold for the request */
    static Unmet of(Condition condition, RequestFacts facts) {
        if (condition instanceof All all) {
            for (Condition part : all.parts()) {
                if (!part.holds(facts)) {
                    return of(part, facts);
                }
            }
        }
        return new Unmet(text(condition), found(condition, facts));
    }

    private static String text(Condition condition) {
        return ConditionWriter.write(condition).toString();
    }

    private static String found(Condition condition, RequestFacts facts) {
        if (condition instanceof AnyOf) {
            return "none of these holds";
        }
        if (condition instanceof Not not) {
            return notFailing(not.other(), facts);
        }
        if (condition instanceof ValueIs value) {
            return value.found(facts);
        }
        if (condition instanceof UserIs) {
            return shown("user", facts.user());
        }
        if (condition instanceof PlanIs) {
            return shown("plan", facts.plan());
        }
        if (condition instanceof AppIs) {
            return shown("app", facts.app());
        }
        if (condition instanceof TimeIn time) {
            ZonedDateTime there = facts.now().atZone(time.zone()).truncatedTo(ChronoUnit.SECONDS);
            return "there it is " + DAY_AND_TIME.format(there);
        }
        return ofRequest(condition, facts);
    }

    /** What keeps a condition from failing, as the {@code not} around it wants. */
    private static String notFailing(Condition condition, RequestFacts facts) {
        if (condition instanceof AnyOf any) {
            Condition part = any.parts().stream()
                    .filter(candidate -> !candidate.fails(facts))
                    .findFirst()
                    .orElseThrow();
            return text(part) + (part.holds(facts) ? " holds: " : " cannot be ruled out: ") + notFailing(part, facts);
        }
        if (condition instanceof All) {
            return condition.holds(facts) ? "each of these holds" : "none of these can be ruled out";
        }
        return condition instanceof Not not ? of(not.other(), facts).toString() : found(condition, facts);
    }

    /** Such as {@code {"method":["POST"]} does not hold: the method is GET}. */
    @Override
    public String toString() {
        return condition + " does not hold: " + found;
    }

    private static String ofRequest(Condition condition, RequestFacts facts) {
        if (condition instanceof PathIs) {
            return shown("path", facts.path());
        }
        if (condition instanceof MethodIs) {
            return shown("method", facts.method());
        }
        if (condition instanceof ResourceIs) {
            return shown("resource", facts.resource());
        }
        if (condition instanceof IpIn) {
            IpAddress address = facts.clientAddress();
            return shown("address", address == null ? null : address.toString());
        }
        return "it holds for other requests";
    }

    private static String shown(String what, @Nullable String value) {
        return value == null ? "there is no " + what : "the " + what + " is " + value;
    }
}
