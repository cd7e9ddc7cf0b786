package dev.ratelimit.traffic;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.limit.Source;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are alike in all that the log holds of them.
 *
 * @param caller the {@link Fingerprint} of the caller as stores write it; of the address, or by chance, for nobody
 * @param who what kind of caller that is
 * @param address the fingerprint of the address by which one is counted; 0 where nothing asked for it
 * @param app the name of the application; null for none
 * @param method as rules write it; null for a check of a bare user
 * @param route the template of the router, else the path as {@link dev.ratelimit.analytics.Routes} writes it; null where
 *     there is no path
 * @param plan of the user, as far as the node knew; null for none
 * @param cost how many times the cost of each rule was asked for
 * @param source who answered
 * @param allowed whether it passed
 * @param rules what each rule that was asked said, the worst of its limits
 */
public record Alike(
        long caller,
        Who who,
        long address,
        @Nullable String app,
        @Nullable String method,
        @Nullable String route,
        @Nullable String plan,
        long cost,
        Source source,
        boolean allowed,
        Map<String, Outcome> rules) {

    public Alike {
        rules = new TreeMap<>(rules);
    }

    /** Whether a rule refused it. */
    public boolean deniedBy(String rule) {
        return rules.get(rule) == Outcome.DENIED;
    }
}
