package dev.ratelimit.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.analytics.Span.Unit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryAnalyticsTest extends AnalyticsContract {

    @Override
    protected AnalyticsStore store() {
        return new MemoryAnalytics();
    }

    @Test
    void forgetsWhatIsOlderThanItKeeps() {
        AnalyticsStore store = store();
        for (long minute : new long[] {6_000, 6_000 + 180, 6_000 + 181, 6_000 + 48 * 60 + 59, 6_000 + 49 * 60}) {
            store.add(new Increments(minute, Map.of("rule:a:denied", 1L), 0, Ranked.NONE, List.of()), minute);
        }
        List<String> denied = List.of("rule:a:denied");
        assertThat(store.series(new Span(Unit.MINUTE, 6_000, 10_000), denied)).hasSize(2);
        assertThat(store.series(new Span(Unit.HOUR, 100, 60), denied))
                .extracting(History.Slice::number)
                .containsExactly(103L, 148L, 149L);
    }
}
