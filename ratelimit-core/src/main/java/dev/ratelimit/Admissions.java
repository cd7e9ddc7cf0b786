package dev.ratelimit;

import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.Store;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides requests stage by stage: a Servlet filter is one, a JAX-RS filter another. No rule decides twice, and when a
 * later stage denies, what the earlier ones took is put back.
 */
final class Admissions {

    private final Store store;
    private final Decider decider;
    private final Audience audience;
    private volatile boolean returning;

    Admissions(Store store, Decider decider, Audience audience) {
        this.store = store;
        this.decider = decider;
        this.audience = audience;
    }

    /** @param scope the rules that this stage is about */
    void admit(RequestFacts facts, RateLimitContext context, Predicate<Rule> scope) {
        if (context.over()) {
            return;
        }
        if (!context.verdict().decisions().isEmpty()) {
            unitsMayReturn();
        }
        Outcome taken = audience.stage(
                facts, () -> decider.admit(facts, matches -> undecided(matches, context, scope)), Admissions::verdict);
        if (taken.countsAfterwards()) {
            unitsMayReturn();
        }
        Outcome outcome = taken.denyingWhatIsUsedUp();
        Verdict verdict = outcome.verdict();
        if (!verdict.allowed()) {
            verdict = verdict.with(Taking.of(store, taken).putBack(charge -> true));
        }
        context.add(verdict, Taking.of(store, outcome));
        audience.staged(context, facts);
    }

    private void unitsMayReturn() {
        if (!returning) {
            returning = true;
            store.unitsMayReturn();
        }
    }

    private static Verdict verdict(Outcome outcome) {
        return outcome.denyingWhatIsUsedUp().verdict();
    }

    private static List<Match> undecided(List<Match> matches, RateLimitContext context, Predicate<Rule> scope) {
        Predicate<Match> mine = match -> scope.test(match.rule()) && !context.decidedBy(match.rule());
        // Mostly all of them, in an only stage.
        for (Match match : matches) {
            if (!mine.test(match)) {
                return matches.stream().filter(mine).toList();
            }
        }
        return matches;
    }
}
