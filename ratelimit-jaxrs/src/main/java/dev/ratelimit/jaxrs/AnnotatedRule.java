package dev.ratelimit.jaxrs;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.Durations;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.KeyPart;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.Rule;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes of an annotation the rule that it says. What is wrong with it names the place and the member. */
final class AnnotatedRule {

    private static final List<String> DEFAULT_KEY = List.of("user");

    private final RateLimited annotation;
    private final Place place;
    private final boolean addressKnown;

    /**
     * @param addressKnown whether the addresses of clients are known here
     */
    AnnotatedRule(RateLimited annotation, Place place, boolean addressKnown) {
        this.annotation = annotation;
        this.place = place;
        this.addressKnown = addressKnown;
    }

    /** The id of the rule, which is {@code usual} unless it is named. */
    String id(String usual) {
        if (!annotation.rule().isEmpty()) {
            return annotation.rule();
        }
        return annotation.name().isEmpty() ? usual : annotation.name();
    }

    /** The rule; null where the annotation refers to one that is written elsewhere. */
    @Nullable
    Rule rule(String usual) {
        if (!annotation.rule().isEmpty()) {
            requireNothingElse();
            return null;
        }
        if (annotation.name().equals(Rule.DEFAULT_ID)) {
            throw fault("name", "\"default\" is the rule for every request; accepted is another name");
        }
        Key key = member("key", () -> Key.of(annotation.key()));
        requireAddress(key);
        Limit limit = limit();
        String idFrom = annotation.name().isEmpty() ? "name (by default, " + usual + ")" : "name";
        Rule rule = member(idFrom, () -> Rule.of(id(usual), key, limit))
                .withMode(annotation.mode())
                .withOnStoreFailure(annotation.onStoreFailure())
                .from(Origin.ANNOTATION);
        CountWhen countWhen = countWhen();
        Rule counted = countWhen == null ? rule : rule.withCountWhen(countWhen);
        return member("cost", () -> counted.withCost(annotation.cost()));
    }

    private Limit limit() {
        boolean text = !annotation.value().isEmpty();
        boolean parts = annotation.limit() != 0 || !annotation.window().isEmpty() || annotation.burst() != 0;
        if (text == parts) {
            throw fault(
                    "value",
                    (text ? "has limit, window or burst beside it" : "is missing")
                            + "; accepted is either value, such as \"100/1m\", or limit and window");
        }
        return text ? ofText() : ofParts();
    }

    private Limit ofText() {
        Limit limit = member("value", () -> Limit.parse(annotation.value()));
        if (annotation.algorithm() == Algorithm.TOKEN) {
            return limit;
        }
        if (annotation.value().contains("burst")) {
            throw fault("value", "\"" + annotation.value() + "\" has a burst, which only a token bucket has");
        }
        return member("value", () -> counted(limit.capacity(), Duration.ofMillis(limit.fillMillis())));
    }

    private Limit ofParts() {
        if (annotation.limit() < 1) {
            throw fault("limit", annotation.limit() + " is out of range; accepted are 1 and more");
        }
        Duration window = member("window", () -> Durations.parse(annotation.window()));
        if (annotation.burst() == 0) {
            return member("window", () -> counted(annotation.limit(), window));
        }
        if (annotation.algorithm() != Algorithm.TOKEN) {
            throw fault("burst", annotation.burst() + " goes with the token bucket only; accepted is none");
        }
        return member("burst", () -> Limit.bucket(Algorithm.TOKEN, annotation.burst(), annotation.limit(), window));
    }

    private Limit counted(long limit, Duration window) {
        return annotation.algorithm().windowed()
                ? Limit.window(annotation.algorithm(), limit, window)
                : Limit.bucket(annotation.algorithm(), limit, limit, window);
    }

    private @Nullable CountWhen countWhen() {
        if (annotation.countWhen().length == 0) {
            if (annotation.countAfterwards()) {
                throw fault("countAfterwards", "is true without countWhen; accepted is true beside statuses to count");
            }
            return null;
        }
        CountWhen countWhen = member("countWhen", () -> CountWhen.of(annotation.countWhen()));
        return annotation.countAfterwards() ? countWhen.afterwards() : countWhen;
    }

    private void requireAddress(Key key) {
        if (!addressKnown && key.parts().contains(KeyPart.Fact.IP)) {
            throw fault(
                    "key",
                    "ip cannot be counted by: no HttpServletRequest is to be had here, and nothing else"
                            + " tells the address of a client; accepted are " + KeyPart.ACCEPTED.replace("ip, ", ""));
        }
    }

    private void requireNothingElse() {
        boolean alone = annotation.value().isEmpty()
                && annotation.limit() == 0
                && annotation.window().isEmpty()
                && annotation.burst() == 0
                && annotation.algorithm() == Algorithm.TOKEN
                && List.of(annotation.key()).equals(DEFAULT_KEY)
                && annotation.cost() == 1
                && annotation.name().isEmpty()
                && annotation.mode() == Mode.ENFORCE
                && annotation.onStoreFailure() == FailurePolicy.LOCAL
                && annotation.countWhen().length == 0
                && !annotation.countAfterwards();
        if (!alone) {
            throw fault(
                    "rule",
                    "\"" + annotation.rule()
                            + "\" has other members beside it; accepted is rule alone, as that rule says all the rest");
        }
        if (annotation.rule().equals(Rule.DEFAULT_ID)) {
            throw fault("rule", "\"default\" applies to every request already; accepted is the id of another rule");
        }
        member("rule", () -> Rule.of(annotation.rule(), Key.of("user"), Limit.perMinute(1)));
    }

    private <T> T member(String member, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place.says(member, String.valueOf(e.getMessage())), e);
        }
    }

    private IllegalArgumentException fault(String member, String message) {
        return new IllegalArgumentException(place.says(member, message));
    }
}
