package dev.ratelimit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionMetersTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Meters all = new Meters(registry, Tags.empty());
    private final DecisionMeters meters = new DecisionMeters(all);

    private void decided(Decision... decisions) {
        meters.accept(Verdict.of(List.of(decisions), 0), 1_000);
    }

    private static Decision decision(String rule, boolean allowed, Source source) {
        return new Decision(rule, rule, Limit.perMinute(100), allowed, true, allowed ? 50 : 0, 0, 0, 0, source);
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Test
    void aRuleOfSeveralLimitsCountsOnceByTheWorst() {
        decided(decision("search", true, Source.REDIS), decision("search", false, Source.REDIS));
        assertThat(registry.get("ratelimit.decisions").counters()).hasSize(1);
        assertThat(count("ratelimit.decisions", "rule", "search", "outcome", "denied"))
                .isEqualTo(1);
    }

    @Test
    void whatRedisWasToDecideIsCountedByTheCause() {
        decided(
                decision("search", true, Source.FAIL_OPEN).because("timeout"),
                decision("login", true, Source.FAIL_OPEN).because("timeout"));
        decided(decision("search", false, Source.FAIL_CLOSED).because("oom"));
        assertThat(count("ratelimit.store.errors", "cause", "timeout")).isEqualTo(2);
        assertThat(count("ratelimit.store.errors", "cause", "oom")).isEqualTo(1);
        assertThat(count("ratelimit.fail.open")).as("one request").isEqualTo(1);
        assertThat(count("ratelimit.decisions", "rule", "login", "source", "fail-open", "outcome", "allowed"))
                .isEqualTo(1);
    }

    @Test
    void whoPassesUncountedByOneRuleOfSeveralIsCounted() {
        Decision open = decision("search", true, Source.FAIL_OPEN);
        decided(decision("login", true, Source.LOCAL), open);
        decided(open, open);
        decided(decision("login", false, Source.LOCAL), open);
        decided(decision("login", true, Source.LOCAL));
        assertThat(count("ratelimit.fail.open")).isEqualTo(2);
    }

    /** It would stay in the registry for ever. */
    @Test
    void whatIsDecidedAfterTheEndRegistersNothing() {
        decided(decision("search", true, Source.REDIS));
        all.remove();
        decided(
                decision("search", false, Source.REDIS),
                decision("login", true, Source.FAIL_OPEN).because("oom"));
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void tooManyRulesAreOne() {
        for (int i = 0; i < 1_500; i++) {
            decided(decision("rule" + i, true, Source.REDIS));
        }
        assertThat(registry.get("ratelimit.decisions").counters()).hasSize(1_001);
        assertThat(count("ratelimit.decisions", "rule", "rule999")).isEqualTo(1);
        assertThat(count("ratelimit.decisions", "rule", "*")).isEqualTo(500);
    }
}
