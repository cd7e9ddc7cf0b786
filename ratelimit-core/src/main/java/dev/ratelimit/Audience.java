package dev.ratelimit;

import dev.ratelimit.analytics.Recorder;
import dev.ratelimit.analytics.Request;
import dev.ratelimit.analytics.Routes;
import dev.ratelimit.http.Caller;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.traffic.Glimpse;
import dev.ratelimit.traffic.Sampler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener, and who counts, of each verdict and how long it took; what they throw changes nothing. */
final class Audience {

    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    private final LimitListener listener;
    private final @Nullable Recorder recorder;
    private final @Nullable Sampler sampler;
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * @param recorder null where nothing is counted
     * @param sampler null where nobody keeps traffic
     */
    Audience(LimitListener listener, @Nullable Recorder recorder, @Nullable Sampler sampler) {
        this.listener = listener;
        this.recorder = recorder;
        this.sampler = sampler;
    }

    /**
     * A request that is decided at once.
     *
     * @param cost how many times the cost of each rule it is to take
     */
    Verdict hears(RequestFacts facts, long cost, Supplier<Verdict> decision) {
        Verdict verdict = hears(decision, decided -> decided);
        counts(counting -> counting.came(request(verdict, facts)));
        saw(facts, verdict, cost);
        return verdict;
    }

    /** A question about one rule, which is for no path. */
    Verdict hears(@Nullable String caller, Supplier<Verdict> decision) {
        Verdict verdict = hears(decision, decided -> decided);
        counts(counting -> counting.came(new Request(verdict.allowed(), verdict.source(), caller, null)));
        return verdict;
    }

    /** One stage of a request; {@link #staged} tells what became of the request so far. */
    <T> T hears(Supplier<T> decision, Function<T, Verdict> verdict) {
        long start = System.nanoTime();
        T decided = decision.get();
        long nanos = System.nanoTime() - start;
        try {
            listener.decided(verdict.apply(decided), Duration.ofNanos(nanos));
        } catch (RuntimeException e) {
            if (failed.compareAndSet(false, true)) {
                LOG.warn("A LimitListener threw; it goes on being called, further exceptions are not logged", e);
            }
        }
        counts(counting -> counting.decided(verdict.apply(decided), nanos));
        return decided;
    }

    /** Counts a request once, by what all its stages so far have decided. */
    void staged(RateLimitContext context, RequestFacts facts) {
        counts(counting -> {
            Request now = request(context.verdict(), facts);
            Request before = context.counted(now);
            if (before == null) {
                counting.came(now);
            } else {
                counting.corrected(before, now);
            }
        });
        Glimpse seen = context.seen();
        if (seen == null) {
            context.seen(saw(facts, context.verdict(), 1));
        } else {
            seen.then(context.verdict(), route(facts));
        }
    }

    private @Nullable Glimpse saw(RequestFacts facts, Verdict verdict, long cost) {
        return sampler == null ? null : sampler.saw(facts, verdict, cost, route(facts));
    }

    private interface Counting {
        void count(Recorder recorder);
    }

    private void counts(Counting counting) {
        if (recorder != null) {
            counting.count(recorder);
        }
    }

    private static Request request(Verdict verdict, RequestFacts facts) {
        Caller caller = facts.caller();
        return new Request(verdict.allowed(), verdict.source(), caller == null ? null : caller.subject(), route(facts));
    }

    private static @Nullable String route(RequestFacts facts) {
        String template = facts.template();
        String path = template == null ? facts.path() : template;
        return path == null || template != null ? template : Routes.of(path);
    }
}
