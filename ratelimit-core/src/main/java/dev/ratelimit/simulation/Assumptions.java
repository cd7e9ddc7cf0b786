package dev.ratelimit.simulation;

import dev.ratelimit.rule.KeyPart.Fact;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Replayed;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.traffic.Alike;
import dev.ratelimit.traffic.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is taken for granted in a replay, in sentences for whoever asked. */
final class Assumptions {

    private static final int MOST_ROUTES = 5;
    private static final int ALL = 100;

    private final Rule draft;
    private final Traffic traffic;
    private final Map<String, Boolean> inDoubt = new HashMap<>();
    private final Map<String, Long> left = new TreeMap<>();
    private final Map<String, Long> together = new TreeMap<>();
    private long unaddressed;

    Assumptions(Rule draft, Traffic traffic) {
        this.draft = draft;
        this.traffic = traffic;
    }

    /** The draft was not about requests, as far as their route tells. */
    void passedOver(Alike request, long came) {
        String route = request.route();
        if (route != null && inDoubt.computeIfAbsent(route, any -> Replayed.inDoubt(draft, any))) {
            left.merge(route, came, Long::sum);
        }
    }

    void withoutAddress(long came) {
        unaddressed += came;
    }

    void counted(Match match, Alike request, long came) {
        int path = draft.key().parts().indexOf(Fact.PATH);
        String route = request.route();
        if (path < 0 || route == null || path >= match.subject().size()) {
            return;
        }
        String counted = match.subject().get(path);
        if (counted.contains("/*") || counted.contains("…")) {
            together.merge(route, came, Long::sum);
        }
    }

    List<String> told() {
        List<String> told = new ArrayList<>();
        told.add("every bucket was as good as new at " + traffic.from());
        if (!draft.enabled() || draft.mode() != Mode.ENFORCE || draft.enforcePercent() < ALL) {
            told.add("the draft is enforced, for everybody, whatever its mode and enforce_percent");
        }
        if (draft.countWhen() != null) {
            told.add("every response counts, whatever count_when says");
        }
        if (draft.lastOnMatch()) {
            told.add("other rules decide as they did, although the draft is final");
        }
        if (draft.key().byUser()) {
            told.add("no user has limits of his own; those of plans hold");
        }
        addSampling(told);
        addRoutes(told, left, " may be meant by the draft's path or not, and are taken as not meant");
        addRoutes(told, together, " are counted together, whatever their ids are");
        if (unaddressed > 0) {
            told.add(unaddressed + " requests are left out, of which no rule asked for the address");
        }
        return told;
    }

    private void addSampling(List<String> told) {
        if (traffic.level() > 0) {
            told.add("one in " + traffic.scale() + " callers was seen; figures are estimates");
            if (!draft.key().byUser()) {
                told.add("each request that was seen takes " + traffic.scale()
                        + " times from buckets that callers share, for those that were not");
            }
        }
        if (traffic.lost() > 0) {
            told.add(traffic.lost() + " requests are missing, for which nodes had no room");
        }
    }

    private static void addRoutes(List<String> told, Map<String, Long> routes, String what) {
        if (!routes.isEmpty()) {
            long all = routes.values().stream().mapToLong(Long::longValue).sum();
            String some = String.join(
                    ", ", routes.keySet().stream().limit(MOST_ROUTES).toList());
            told.add(all + " requests for " + some + (routes.size() > MOST_ROUTES ? ", …" : "") + what);
        }
    }
}
