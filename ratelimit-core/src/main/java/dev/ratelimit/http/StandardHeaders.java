package dev.ratelimit.http;

import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lines that {@link ResponseHeaders#standard} promises. */
final class StandardHeaders implements ResponseHeaders {

    private final ResponseOptions options;

    StandardHeaders(ResponseOptions options) {
        this.options = options;
    }

    @Override
    public List<Header> of(Verdict verdict) {
        List<Header> headers = new ArrayList<>(7);
        List<Decision> shown =
                verdict.decisions().stream().filter(StandardHeaders::shown).toList();
        if (!shown.isEmpty() && options.shown().ietf()) {
            headers.add(line(ResponseOptions.POLICY, list(shown, d -> policy(d, verdict.nowMillis()))));
            headers.add(line(ResponseOptions.STATE, list(shown, StandardHeaders::state)));
        }
        if (!shown.isEmpty() && options.shown().x()) {
            addX(headers, shown.get(0));
        }
        long retryAfter = retryAfterSeconds(verdict);
        if (retryAfter > 0 && options.shown().retryAfter()) {
            headers.add(new Header(ResponseOptions.RETRY_AFTER, Long.toString(retryAfter)));
        }
        return headers;
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(7);
        if (options.shown().ietf()) {
            names.add(options.name(ResponseOptions.POLICY));
            names.add(options.name(ResponseOptions.STATE));
        }
        if (options.shown().x()) {
            names.add(options.name(ResponseOptions.X_LIMIT));
            names.add(options.name(ResponseOptions.X_REMAINING));
            names.add(options.name(ResponseOptions.X_RESET));
            names.add(options.name(ResponseOptions.X_ALGORITHM));
        }
        if (options.shown().retryAfter()) {
            names.add(ResponseOptions.RETRY_AFTER);
        }
        return names;
    }

    /** The seconds to wait, at least 1; 0 when there is nothing to wait for, or no waiting helps. */
    static long retryAfterSeconds(Verdict verdict) {
        long millis = verdict.retryAfterMillis();
        boolean storeLost = verdict.source() == Source.FAIL_CLOSED;
        boolean bucketsDenied = !verdict.decisions().isEmpty() && millis != Decision.NEVER;
        return !verdict.allowed() && (storeLost || bucketsDenied || verdict.banned())
                ? Math.max(1, seconds(millis))
                : 0;
    }

    /** Nothing is known of a bucket that nobody looked at. */
    private static boolean shown(Decision decision) {
        boolean blind = decision.source() == Source.FAIL_OPEN || decision.source() == Source.FAIL_CLOSED;
        return decision.enforced() && !blind;
    }

    private void addX(List<Header> headers, Decision binding) {
        headers.add(line(ResponseOptions.X_LIMIT, Long.toString(binding.limit().capacity())));
        headers.add(line(ResponseOptions.X_REMAINING, Long.toString(binding.remaining())));
        headers.add(line(ResponseOptions.X_RESET, Long.toString(seconds(binding.resetAtMillis()))));
        headers.add(
                line(ResponseOptions.X_ALGORITHM, binding.limit().algorithm().displayName()));
    }

    private Header line(String standardName, String value) {
        return new Header(options.name(standardName), value);
    }

    private static String list(List<Decision> decisions, Function<Decision, StructuredItem> item) {
        return decisions.stream().map(item).map(StructuredItem::toString).collect(Collectors.joining(", "));
    }

    private static StructuredItem policy(Decision decision, long nowMillis) {
        return StructuredItem.of(decision.policy())
                .with("q", decision.limit().capacity())
                .with("w", seconds(decision.limit().fillMillis(nowMillis)));
    }

    private static StructuredItem state(Decision decision) {
        StructuredItem item = StructuredItem.of(decision.policy()).with("r", decision.remaining());
        boolean full = decision.nextAfterMillis() == Decision.NEVER;
        return full ? item : item.with("t", seconds(decision.nextAfterMillis()));
    }

    /** Milliseconds in whole seconds, rounded up. */
    static long seconds(long millis) {
        return -Math.floorDiv(-millis, 1000L);
    }
}
