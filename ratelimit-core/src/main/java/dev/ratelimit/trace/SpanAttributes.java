package dev.ratelimit.trace;

import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.function.ObjLongConsumer;

/** Adds what was decided to the span that is current. Of a request that no rule and no list applied to there is nothing to add. */
final class SpanAttributes implements ObjLongConsumer<Verdict> {

    private static final AttributeKey<Boolean> ALLOWED = AttributeKey.booleanKey("ratelimit.allowed");
    private static final AttributeKey<String> SOURCE = AttributeKey.stringKey("ratelimit.source");
    private static final AttributeKey<String> RULE = AttributeKey.stringKey("ratelimit.rule");
    private static final AttributeKey<Long> LIMIT = AttributeKey.longKey("ratelimit.limit");
    private static final AttributeKey<Long> REMAINING = AttributeKey.longKey("ratelimit.remaining");
    private static final AttributeKey<Long> RETRY_AFTER = AttributeKey.longKey("ratelimit.retry_after_ms");
    private static final AttributeKey<String> CAUSE = AttributeKey.stringKey("ratelimit.cause");

    @Override
    public void accept(Verdict verdict, long nanos) {
        Span span = Span.current();
        if (!span.isRecording() || (verdict.allowed() && verdict.source() == Source.NO_RULE)) {
            return;
        }
        span.setAttribute(ALLOWED, verdict.allowed());
        span.setAttribute(SOURCE, verdict.source().id());
        if (!verdict.decisions().isEmpty()) {
            describe(span, verdict.decisions().get(0));
        }
        long wait = verdict.retryAfterMillis();
        if (wait > 0) {
            span.setAttribute(RETRY_AFTER, wait);
        }
    }

    private static void describe(Span span, Decision binding) {
        span.setAttribute(RULE, binding.rule());
        span.setAttribute(LIMIT, binding.limit().capacity());
        span.setAttribute(REMAINING, binding.remaining());
        if (binding.cause() != null) {
            span.setAttribute(CAUSE, binding.cause());
        }
    }
}
