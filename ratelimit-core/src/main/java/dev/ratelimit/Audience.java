package dev.ratelimit;

import dev.ratelimit.analytics.Recorder;
import dev.ratelimit.analytics.Request;
import dev.ratelimit.analytics.Routes;
import dev.ratelimit.event.Storms;
import dev.ratelimit.http.Caller;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.UntrustedForwarding;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.traffic.Glimpse;
import dev.ratelimit.traffic.Sampler;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners, and who counts, of each verdict and how long it took, and shows requests to who looks for unknown proxies.
 */
final class Audience {

    private final VerdictListeners listeners;
    private final @Nullable Recorder recorder;
    private final @Nullable Sampler sampler;
    private final Storms storms;
    private final UntrustedForwarding forwarding;

    /** @param watching whom it tells */
    Audience(State.Watching watching, UntrustedForwarding forwarding) {
        this.listeners = watching.vitals().listeners();
        this.recorder = watching.counting() == null ? null : watching.counting().recorder();
        this.sampler = watching.sampling() == null ? null : watching.sampling().sampler();
        this.storms = watching.events().storms();
        this.forwarding = forwarding;
    }

    /**
     * A request that is decided at once.
     *
     * @param cost how many times the cost of each rule it is to take
     */
    Verdict hears(RequestFacts facts, long cost, Supplier<Verdict> decision) {
        Verdict verdict = stage(facts, decision, decided -> decided);
        storms.came(verdict);
        if (isSeen()) {
            Request request = request(verdict, facts);
            counts(counting -> counting.came(request));
            saw(facts, verdict, cost, request.route());
        }
        return verdict;
    }

    /** A question about one rule, which is for no path. */
    Verdict hears(@Nullable String caller, Supplier<Verdict> decision) {
        long start = System.nanoTime();
        Verdict verdict = decision.get();
        heard(verdict, System.nanoTime() - start, () -> caller);
        storms.came(verdict);
        counts(counting -> counting.came(new Request(verdict.allowed(), verdict.source(), caller, null)));
        return verdict;
    }

    /** One stage of a request; {@link #staged} tells what became of the request so far. */
    <T> T stage(RequestFacts facts, Supplier<T> decision, Function<T, Verdict> verdict) {
        long start = System.nanoTime();
        T decided = decision.get();
        long nanos = System.nanoTime() - start;
        // Who counts may ask for the address himself, and no limit depends on that.
        facts.whereAddressAsked(forwarding::look);
        heard(verdict.apply(decided), nanos, () -> caller(facts));
        return decided;
    }

    private void heard(Verdict verdict, long nanos, Supplier<@Nullable String> caller) {
        listeners.decided(verdict, nanos);
        counts(counting -> counting.decided(verdict, nanos, caller.get()));
    }

    /** Counts a request once, by what all its stages so far have decided. */
    void staged(RateLimitContext context, RequestFacts facts) {
        storms.came(context.verdict(), context.isFirstStage());
        if (!isSeen()) {
            return;
        }
        Request now = request(context.verdict(), facts);
        counts(counting -> {
            Request before = context.counted(now);
            if (before == null) {
                counting.came(now);
            } else {
                counting.corrected(before, now);
            }
        });
        Glimpse seen = context.seen();
        if (seen == null) {
            context.seen(saw(facts, context.verdict(), 1, now.route()));
        } else {
            seen.then(facts, context.verdict(), now.route());
        }
    }

    private @Nullable Glimpse saw(RequestFacts facts, Verdict verdict, long cost, @Nullable String route) {
        return sampler == null ? null : sampler.saw(facts, verdict, cost, route);
    }

    /** Else nobody asks who calls and for what, which no rule may need. */
    private boolean isSeen() {
        return recorder != null || sampler != null;
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
        return new Request(verdict.allowed(), verdict.source(), caller(facts), route(facts));
    }

    private static @Nullable String caller(RequestFacts facts) {
        Caller caller = facts.caller();
        return caller == null ? null : caller.subject();
    }

    private static @Nullable String route(RequestFacts facts) {
        String template = facts.template();
        String path = template == null ? facts.path() : template;
        return path == null || template != null ? template : Routes.of(path);
    }
}
