package dev.ratelimit.traffic;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Verdict;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as its thread saw it, which may yet see what a later stage decided. */
public final class Glimpse {

    private final long caller;
    private final Who who;
    private final long address;
    private final @Nullable String app;
    private final @Nullable String method;
    private final @Nullable String plan;
    private final long cost;
    private final long atMillis;
    private volatile @Nullable String route;
    private volatile Verdict verdict;

    Glimpse(
            long caller,
            Who who,
            long address,
            @Nullable String app,
            @Nullable String method,
            @Nullable String route,
            @Nullable String plan,
            long cost,
            Verdict verdict) {
        this.caller = caller;
        this.who = who;
        this.address = address;
        this.app = app;
        this.method = method;
        this.route = route;
        this.plan = plan;
        this.cost = cost;
        this.atMillis = verdict.nowMillis();
        this.verdict = verdict;
    }

    /**
     * A later stage was decided, soon enough or not.
     *
     * @param now what all stages so far decided
     */
    public void then(Verdict now, @Nullable String nowRoute) {
        route = nowRoute;
        verdict = now;
    }

    long caller() {
        return caller;
    }

    Seen seen() {
        Verdict decided = verdict;
        Map<String, Outcome> rules = new TreeMap<>();
        for (Decision decision : decided.decisions()) {
            rules.merge(decision.rule(), Outcome.of(decision), (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
        Alike request = new Alike(
                caller, who, address, app, method, route, plan, cost, decided.source(), decided.allowed(), rules);
        return new Seen(atMillis, request, 1);
    }
}
