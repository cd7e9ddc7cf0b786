package dev.ratelimit.simulation;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rule.KeyPart.Fact;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Replayed;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.traffic.Alike;
import dev.ratelimit.traffic.Seen;
import dev.ratelimit.traffic.Traffic;
import dev.ratelimit.traffic.Who;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replays traffic against a draft of a rule, by the time at which it came. The draft is taken as enforced for everybody, beside
 * the other rules, which decide as they did. Exact where every caller is in the sample and each bucket was as good as new when
 * the time began; what else is taken for granted is told with the answer.
 */
public final class Simulator {

    private final Rule draft;
    private final Traffic traffic;
    private final Scene scene;
    private final Matcher matcher;
    private final Buckets buckets = new Buckets();
    private final Set<String> finals = new HashSet<>();
    private final Figures figures;
    private final Assumptions assumptions;

    private Simulator(Rule draft, Traffic traffic, Scene scene) {
        Names names = new Names();
        names.add(scene.names());
        names.add(Replayed.users(draft));
        this.draft = Replayed.enforced(draft);
        this.traffic = traffic;
        this.scene = scene;
        this.matcher = new Matcher(this.draft, scene, names);
        this.figures = new Figures(traffic, names);
        this.assumptions = new Assumptions(draft, traffic);
        for (Rule rule : scene.rules().rules()) {
            if (rule.id().equals(draft.id()) || !comesBefore(rule, draft)) {
                continue;
            }
            if (rule.lastOnMatch() && rule.active() && rule.mode() == Mode.ENFORCE) {
                finals.add(rule.id());
            }
        }
    }

    private static boolean comesBefore(Rule rule, Rule draft) {
        int order = Integer.compare(rule.priority(), draft.priority());
        return order < 0 || (order == 0 && rule.id().compareTo(draft.id()) < 0);
    }

    /**
     * What a draft would have done.
     *
     * @throws IllegalArgumentException when it asks for what traffic is not recorded with, as {@link Replayed#faults} tells
     */
    public static Simulation replay(Rule draft, Traffic traffic, Scene scene) {
        if (!Replayed.faults(draft).isEmpty()) {
            throw new IllegalArgumentException(Replayed.faults(draft).get(0).toString());
        }
        Simulator simulator = new Simulator(draft, traffic, scene);
        traffic.seen().forEach(simulator::replay);
        return simulator.figures.simulation(simulator.assumptions.told());
    }

    private void replay(Seen seen) {
        Alike request = seen.request();
        figures.came(seen);
        if (request.cost() == 0 || !isReached(request)) {
            return;
        }
        Match match = matcher.match(request, seen.atMillis());
        long came = seen.times() * traffic.scale();
        if (match == null) {
            assumptions.passedOver(request, came);
        } else if (request.address() == 0 && asksForAddress(match, request)) {
            assumptions.withoutAddress(came);
        } else {
            assumptions.counted(match, request, came);
            figures.add(seen, tally(request, came, denied(seen, match)));
        }
    }

    private boolean isReached(Alike request) {
        return request.source() != Source.ALLOW_LIST
                && request.source() != Source.DENY_LIST
                && request.rules().keySet().stream().noneMatch(finals::contains);
    }

    private static boolean asksForAddress(Match match, Alike request) {
        return match.rule().key().parts().contains(Fact.IP) && request.who() != Who.ADDRESS;
    }

    private long denied(Seen seen, Match match) {
        long scale = traffic.scale();
        if (match.missingKey()) {
            return seen.times() * scale;
        }
        Alike request = seen.request();
        // Of a bucket that callers share the others, who are not in the sample, take as much.
        long weight = isWhole(request) ? 1 : scale;
        long times = seen.times() * weight;
        long cost = Math.min(Rule.MAX_COST, draft.cost() * Math.min(request.cost(), Rule.MAX_COST / draft.cost()));
        boolean charged = request.allowed() || isByDraftAlone(request);
        long fits = buckets.take(
                match.subject(), limits(request.plan(), seen.atMillis()), cost, times, charged, seen.atMillis());
        return (times - fits) * (scale / weight);
    }

    /** Whether all that a bucket takes is in the sample, if this is. */
    private boolean isWhole(Alike request) {
        List<?> parts = draft.key().parts();
        return parts.contains(Fact.USER) || (parts.contains(Fact.IP) && request.who() == Who.ADDRESS);
    }

    private List<Limit> limits(@Nullable String name, long now) {
        Plan plan = name == null ? null : scene.plans().get(name);
        List<Limit> limits = plan == null ? null : plan.overrides().limits(draft.id(), now);
        return limits == null ? draft.limits() : limits;
    }

    private boolean isByDraftAlone(Alike request) {
        return request.deniedBy(draft.id())
                && request.rules().values().stream()
                                .filter(Outcome.DENIED::equals)
                                .count()
                        == 1;
    }

    private Tally tally(Alike request, long came, long denied) {
        Outcome current = request.rules().get(draft.id());
        return new Tally(
                came,
                denied,
                current == Outcome.DENIED ? came : 0,
                current == Outcome.WOULD_DENY ? came : 0,
                request.allowed() ? denied : 0,
                isByDraftAlone(request) ? came - denied : 0);
    }
}
