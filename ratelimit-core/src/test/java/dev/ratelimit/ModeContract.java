package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.ModeRepository;
import dev.ratelimit.rule.ModeSwitch;
import dev.ratelimit.rule.Rule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of the switch for everything, wherever it is kept. */
abstract class ModeContract extends LimiterContract {

    final RateLimiter limiter() {
        return limiter(Limit.perHour(2));
    }

    @Test
    void isEnforceUntilSomebodyTouchesIt() {
        assertThat(limiter().modeRepository().load()).isEqualTo(ModeSwitch.UNTOUCHED);
    }

    @Test
    void shadowCountsAndDeniesNothing() {
        RateLimiter limiter = limiter();
        limiter.modeRepository().set(Mode.SHADOW, null, "carol");
        limiter.check("alice");
        limiter.check("alice");
        Verdict over = limiter.check("alice");
        assertThat(over.allowed()).isTrue();
        assertThat(over.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.allowed()).isFalse();
            assertThat(decision.enforced()).isFalse();
        });

        limiter.modeRepository().set(Mode.ENFORCE, null, "carol");
        assertThat(limiter.check("alice").allowed())
                .as("both units were counted")
                .isFalse();
    }

    @Test
    void offDoesNotEvenCount() {
        RateLimiter limiter = limiter();
        limiter.modeRepository().set(Mode.OFF, null, "carol");
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.check("alice").source()).isEqualTo(Source.NO_RULE);
        }
        limiter.modeRepository().set(Mode.ENFORCE, null, "carol");
        assertThat(limiter.check("alice").decisions().get(0).remaining()).isEqualTo(1);
    }

    @Test
    void endsByItself() {
        RateLimiter limiter = limiter();
        ModeRepository mode = limiter.modeRepository();
        Instant end = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        ModeSwitch set = mode.set(Mode.OFF, end, "carol");
        assertThat(set.until()).isEqualTo(end);
        assertThat(set.author()).isEqualTo("carol");
        assertThat(set.at(end.toEpochMilli() - 1)).isEqualTo(Mode.OFF);
        assertThat(set.at(end.toEpochMilli())).isEqualTo(Mode.ENFORCE);
        await().until(() -> limiter.check("alice").source() != Source.NO_RULE);
    }

    @Test
    void holdsForALimiterWithADefaultOfItsOwn() {
        RateLimiter limiter = builder()
                .rules(List.of(Rule.of("a", Key.of("user"), Limit.perHour(2))))
                .build();
        opened(limiter);
        RateLimiter with = limiter.withDefaultLimit(Limit.perHour(2));
        limiter.modeRepository().set(Mode.OFF, null, "carol");
        assertThat(with.check("alice").source()).isEqualTo(Source.NO_RULE);
    }
}
