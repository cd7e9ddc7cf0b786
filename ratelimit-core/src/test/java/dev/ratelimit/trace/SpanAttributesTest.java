package dev.ratelimit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Mode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SpanAttributesTest {

    @RegisterExtension
    static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

    private final RateLimiter limiter =
            RateLimiter.builder().defaultLimit(Limit.perDay(1)).build();

    /** What the span of some work has when it is over. */
    private Map<String, Object> attributes(Runnable work) {
        TELEMETRY.clearSpans();
        Span span = TELEMETRY
                .getOpenTelemetry()
                .getTracer("test")
                .spanBuilder("GET /")
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            work.run();
        } finally {
            span.end();
        }
        Map<String, Object> attributes = new TreeMap<>();
        TELEMETRY.getSpans().get(0).getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        return attributes;
    }

    @Test
    void sayWhatWasDecidedAndNotAboutWhom() {
        assertThat(attributes(() -> limiter.check("alice")))
                .isEqualTo(Map.of(
                        "ratelimit.allowed",
                        true,
                        "ratelimit.source",
                        "memory",
                        "ratelimit.rule",
                        "default",
                        "ratelimit.limit",
                        1L,
                        "ratelimit.remaining",
                        0L));
        Map<String, Object> denied = attributes(() -> limiter.check("alice"));
        assertThat(denied)
                .containsEntry("ratelimit.allowed", false)
                .containsKey("ratelimit.retry_after_ms")
                .hasSize(6);
        assertThat((Long) denied.get("ratelimit.retry_after_ms")).isBetween(1L, 86_400_000L);
    }

    @Test
    void sayByWhichListAndNothingWhereNothingApplies() {
        limiter.denyList().put("bob", "", "carol", null);
        assertThat(attributes(() -> limiter.check("bob")))
                .isEqualTo(Map.of("ratelimit.allowed", false, "ratelimit.source", "deny-list"));
        limiter.modeRepository().set(Mode.OFF, null, "carol");
        assertThat(attributes(() -> limiter.check("alice"))).isEmpty();
    }

    @Test
    void sayWhyRedisDidNotDecide() {
        Decision open =
                new Decision("search", "search", Limit.perDay(9), true, true, 3, 0, 0, 0, Source.FAIL_OPEN, "timeout");
        assertThat(attributes(() -> new SpanAttributes().accept(Verdict.of(List.of(open), 0), 1)))
                .containsEntry("ratelimit.cause", "timeout")
                .containsEntry("ratelimit.source", "fail-open");
    }

    @Test
    void needNoSpan() {
        assertThat(limiter.check("alice").allowed()).isTrue();
    }
}
