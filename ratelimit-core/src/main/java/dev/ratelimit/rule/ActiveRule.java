package dev.ratelimit.rule;

import dev.ratelimit.http.MissingKey;
import dev.ratelimit.http.RequestFacts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A rule that takes part, compiled for asking. */
record ActiveRule(Rule rule, PathTemplates templates) {

    ActiveRule(Rule rule) {
        this(rule, PathTemplates.of(rule.when()));
    }

    /** How the rule applies to a request; null when it does not. */
    @Nullable
    Match match(RequestFacts facts) {
        if (!rule.when().holds(facts)) {
            return null;
        }
        List<String> subject = rule.key().subject(facts, templates, null);
        if (subject == null) {
            subject = withoutKey(facts);
        }
        return subject == null ? null : new Match(rule, subject, rule.key().byUser() ? facts.user() : null);
    }

    /** A path that can be read in two ways must not end the search by one of them: the other may be what is served. */
    boolean endsSearch(Match match, RequestFacts facts) {
        return rule.lastOnMatch() && match.enforced() && !rule.when().fails(facts);
    }

    private @Nullable List<String> withoutKey(RequestFacts facts) {
        boolean bareUser = facts.method() == null;
        if (bareUser || facts.missingKey() == MissingKey.ALLOW) {
            return null;
        }
        return facts.missingKey() == MissingKey.DENY ? List.of() : rule.key().subject(facts, templates, address(facts));
    }

    /** Requests whose address nobody knows are counted together: better one bucket than none. */
    private static String address(RequestFacts facts) {
        return "ip:" + Objects.requireNonNullElse(facts.ipSubject(), "unknown");
    }
}
