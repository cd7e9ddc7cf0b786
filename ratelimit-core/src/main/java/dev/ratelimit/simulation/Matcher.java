package dev.ratelimit.simulation;

import dev.ratelimit.http.Caller;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.Surroundings;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.Replayed;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.traffic.Alike;
import dev.ratelimit.traffic.Who;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a rule is about recorded requests, and by what it counts them: what a limiter asks, once for requests that are alike. */
final class Matcher {

    private final RuleSet draft;
    private final boolean timed;
    private final Names names;
    private final Identification identification;
    private final IdentityHashMap<Alike, Optional<Match>> known = new IdentityHashMap<>();
    private long now;

    Matcher(Rule draft, Scene scene, Names names) {
        this.draft = RuleSet.of(List.of(draft));
        this.timed = Replayed.isTimed(draft);
        this.names = names;
        this.identification = Identification.defaults().withMissingKey(scene.missingKey());
    }

    /** Null where it is not about them. */
    @Nullable
    Match match(Alike request, long atMillis) {
        now = atMillis;
        return timed
                ? find(request)
                : known.computeIfAbsent(request, any -> Optional.ofNullable(find(any)))
                        .orElse(null);
    }

    private @Nullable Match find(Alike request) {
        List<Match> matches = draft.match(facts(request));
        return matches.isEmpty() ? null : matches.get(0);
    }

    private RequestFacts facts(Alike request) {
        Caller caller =
                request.who() == Who.NOBODY ? null : new Caller(names.of(request.caller()), request.who() == Who.USER);
        RequestFacts facts = request.method() == null && caller != null
                ? RequestFacts.ofUser(caller.subject())
                : new RequestFacts(new Recorded(request), identification.withResolver(any -> caller));
        return facts.in(new Surroundings(request.app(), () -> Instant.ofEpochMilli(now), user -> request.plan()));
    }
}
