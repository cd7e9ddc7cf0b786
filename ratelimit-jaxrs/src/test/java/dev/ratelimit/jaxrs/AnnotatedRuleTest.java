package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnnotatedRuleTest {

    private static Rule rule(Class<?> annotated) {
        RateLimited annotation = annotated.getAnnotation(RateLimited.class);
        return new AnnotatedRule(annotation, new Place(annotated, null), true).rule("Usual");
    }

    @Test
    void saysWhatEachMemberSays() {
        assertThat(rule(Everything.class))
                .isEqualTo(Rule.of(
                                "named",
                                Key.of("header:X-Api-Key", "path"),
                                Limit.bucket(Algorithm.TOKEN, 50, 10, Duration.ofSeconds(1)))
                        .withMode(Mode.SHADOW)
                        .withOnStoreFailure(FailurePolicy.DENY)
                        .withCountWhen(CountWhen.of("401", "5xx").afterwards())
                        .withCost(7)
                        .from(Origin.ANNOTATION));
    }

    @Test
    void saysTheDefaultsOfARuleOtherwise() {
        assertThat(rule(Little.class))
                .isEqualTo(
                        Rule.of("Usual", Key.of("user"), Limit.perMinute(100)).from(Origin.ANNOTATION));
    }

    @RateLimited(
            limit = 10,
            window = "1s",
            burst = 50,
            key = {"header:X-Api-Key", "path"},
            cost = 7,
            name = "named",
            mode = Mode.SHADOW,
            onStoreFailure = FailurePolicy.DENY,
            countWhen = {"401", "5xx"},
            countAfterwards = true)
    private static final class Everything {}

    @RateLimited("100/1m")
    private static final class Little {}
}
