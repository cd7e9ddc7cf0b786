package dev.ratelimit.traffic;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Verdict;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as its thread saw it, which may yet see what a later stage decided. */
public final class Glimpse {

    private final @Nullable String app;
    private final @Nullable String method;
    private final long cost;
    private final long atMillis;
    private volatile Known known;

    /** What later stages may correct, all of it at once. */
    private record Known(
            Origin origin, Verdict verdict, @Nullable String route) {}

    Glimpse(Origin origin, RequestFacts facts, long cost, Verdict verdict, @Nullable String route) {
        this.app = facts.app();
        this.method = facts.method();
        this.cost = cost;
        this.atMillis = verdict.nowMillis();
        this.known = new Known(origin, verdict, route);
    }

    /**
     * A later stage was decided, soon enough or not. Who makes the request it may know better, if authentication came between;
     * whether it is in the sample depends on that as well.
     *
     * @param now what all stages so far decided
     */
    public void then(RequestFacts facts, Verdict now, @Nullable String route) {
        known = new Known(known.origin().then(Origin.of(facts)), now, route);
    }

    Seen seen() {
        Known last = known;
        Verdict decided = last.verdict();
        Map<String, Outcome> rules = new TreeMap<>();
        for (Decision decision : decided.decisions()) {
            rules.merge(decision.rule(), Outcome.of(decision), (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
        Origin origin = last.origin();
        Alike request = new Alike(
                origin.caller(),
                origin.who(),
                origin.address(),
                app,
                method,
                last.route(),
                origin.plan(),
                cost,
                decided.source(),
                decided.allowed(),
                rules);
        return new Seen(atMillis, request, 1);
    }
}
