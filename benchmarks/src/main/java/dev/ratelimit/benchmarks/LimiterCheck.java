package dev.ratelimit.benchmarks;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.RateLimiterBuilder;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import java.util.List;

/** Our whole check of one rule. An answer from anywhere but the store that is measured ends the run. */
final class LimiterCheck implements Contestant {

    private final RateLimiter limiter;
    private final String rule;
    private final Source source;

    /** @param key {@code ip}, or {@code user}, for which the store also looks after the user's record */
    LimiterCheck(RateLimiterBuilder builder, Limit limit, String key, Source source) {
        this.rule = "limiter-" + key;
        this.source = source;
        this.limiter = builder.rules(List.of(Rule.of(rule, Key.of(key), limit))).build();
    }

    @Override
    public boolean take(int subject) {
        Verdict verdict = limiter.check(rule, Subjects.name(subject), 1);
        // A denial may be remembered: what is measured is allowed.
        boolean remembered = verdict.source() == Source.DENY_CACHE;
        if (verdict.source() != source && !remembered) {
            throw new IllegalStateException("answered by " + verdict.source() + " instead of " + source);
        }
        return verdict.allowed();
    }

    @Override
    public void close() {
        limiter.close();
    }
}
