package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Limit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {

    private static final Rule RULE = Rule.of("search", Key.of("user"), Limit.perMinute(1));

    @Test
    void isTheSameOnEveryNodeAndInEveryVersion() {
        assertThat(Share.of("search", List.of("alice"))).isEqualTo(97);
        assertThat(Share.of("search", List.of("bob", "/orders"))).isEqualTo(79);
        assertThat(Share.of("other", List.of("alice"))).isEqualTo(51);
    }

    @Test
    void isAboutAsLargeAsItSays() {
        for (int percent : List.of(0, 1, 10, 50, 99, 100)) {
            Rule rule = RULE.withEnforcePercent(percent);
            long enforced = IntStream.range(0, 100_000)
                    .filter(i -> rule.enforces(List.of("user-" + i)))
                    .count();
            assertThat(enforced).isBetween(percent * 1_000L - 500, percent * 1_000L + 500);
        }
    }

    @Test
    void keepsWhoIsInItWhenItGrows() {
        for (int i = 0; i < 10_000; i++) {
            List<String> subject = List.of("user-" + i);
            if (RULE.withEnforcePercent(5).enforces(subject)) {
                assertThat(RULE.withEnforcePercent(10).enforces(subject)).isTrue();
            }
        }
    }

    @Test
    void tellsThePartsOfASubjectApart() {
        assertThat(IntStream.range(0, 100)
                        .filter(i -> Share.of("r", List.of("a" + i, "b")) == Share.of("r", List.of("a" + i + "b")))
                        .count())
                .isLessThan(10);
    }

    @Test
    void saysNothingOfARuleThatIsNoEnforcedOne() {
        assertThat(RULE.withMode(Mode.SHADOW).enforces(List.of("alice"))).isFalse();
    }
}
