package dev.ratelimit.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.event.LimitEvent.DenialStorm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.store.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StormsTest {

    private static final Verdict PASSES = Verdict.without(true, Source.NO_RULE, 0);

    private final ManualClock clock = new ManualClock();
    private final Storms storms = new Storms(clock);

    @Test
    void tellsOnceThatAStormBegan() {
        come(99, PASSES);
        come(40, deniedBy("search"));
        come(60, deniedBy("export"));
        Instant at = clock.instant();
        assertThat(look()).isEqualTo(new DenialStorm(at, 100, 199, Duration.ofSeconds(10), "export"));
        for (int i = 0; i < 100; i++) {
            come(50, deniedBy("search"));
            assertThat(look()).isNull();
        }
    }

    @Test
    void aStormIsMoreThanHalfOfAllRequestsAndAHundredOfThem() {
        come(100, PASSES);
        come(100, deniedBy("search"));
        assertThat(look()).as("half").isNull();
        pass(Duration.ofSeconds(20));
        come(99, deniedBy("search"));
        assertThat(look()).as("ninety-nine").isNull();
    }

    @Test
    void whatCameTenSecondsAgoIsNoPartOfIt() {
        for (int i = 0; i < 60; i++) {
            come(9, deniedBy("search"));
            assertThat(look()).as("nine a second").isNull();
        }
        come(19, deniedBy("search"));
        assertThat(look()).extracting(DenialStorm::denied).isEqualTo(100L);
    }

    @Test
    void theNextOneBeginsAfterAMinuteOfCalm() {
        come(100, deniedBy("search"));
        assertThat(look()).isNotNull();
        // It still rages for as long as those are of the last ten seconds.
        pass(Duration.ofSeconds(65));
        come(100, deniedBy("search"));
        assertThat(look()).as("not yet").isNull();
        pass(Duration.ofSeconds(75));
        come(100, deniedBy("search"));
        assertThat(look()).isNotNull();
    }

    @Test
    void whatListsDenyHasNoRule() {
        come(100, Verdict.denied(0, 0));
        assertThat(look()).extracting(DenialStorm::rule).isNull();
    }

    /** There would be no place for the rules of today else. */
    @Test
    void rulesThatDenyNoMoreAreForgotten() {
        for (int i = 0; i < 1_000; i++) {
            come(1, deniedBy("rule" + i));
        }
        come(1_000, PASSES);
        pass(Duration.ofSeconds(20));
        come(100, deniedBy("search"));
        assertThat(look()).extracting(DenialStorm::rule).isEqualTo("search");
    }

    @Test
    void aRequestOfTwoStagesIsOne() {
        for (int i = 0; i < 100; i++) {
            storms.came(PASSES, true);
            storms.came(deniedBy("search"), false);
        }
        assertThat(look()).extracting(DenialStorm::requests).isEqualTo(100L);
    }

    private void come(int times, Verdict verdict) {
        for (int i = 0; i < times; i++) {
            storms.came(verdict);
        }
    }

    /** At the end of a second. */
    private @Nullable DenialStorm look() {
        DenialStorm storm = storms.look(clock.instant());
        clock.advance(Duration.ofSeconds(1));
        return storm;
    }

    private void pass(Duration time) {
        for (long i = 0; i < time.toSeconds(); i++) {
            assertThat(look()).isNull();
        }
    }

    private static Verdict deniedBy(String rule) {
        Decision denial =
                new Decision(rule, rule, Limit.perMinute(5), false, true, 0, 1_000, 1_000, 1_000, Source.REDIS);
        return Verdict.of(List.of(denial), 0);
    }
}
