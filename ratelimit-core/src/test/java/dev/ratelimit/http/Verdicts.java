package dev.ratelimit.http;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.PolicyNames;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Decisions and verdicts for the tests of responses, at the Unix time of 1,000,000.250 seconds. */
final class Verdicts {

    static final long NOW = 1_000_000_250L;
    static final Limit TOKEN = Limit.bucket(Algorithm.TOKEN, 20, 5, Duration.ofSeconds(1));
    static final Limit COUNTER = Limit.window(Algorithm.SLIDING_WINDOW_COUNTER, 1000, Duration.ofHours(1));
    static final Limit DAY =
            Limit.window(Algorithm.FIXED_WINDOW, 5000, Duration.ofDays(1)).named("day");
    static final Limit MONTH =
            Limit.window(Algorithm.FIXED_WINDOW, 20000, Duration.ofDays(30)).named("month");

    private Verdicts() {}

    static Verdict of(Decision... decisions) {
        return Verdict.of(Stream.of(decisions).map(d -> named(d, decisions)).toList(), NOW);
    }

    /** As decisions about all limits of a rule are called. */
    private static Decision named(Decision d, Decision... all) {
        List<Limit> limits = Stream.of(all)
                .filter(other -> other.rule().equals(d.rule()))
                .map(Decision::limit)
                .toList();
        return new Decision(
                d.rule(),
                PolicyNames.of(d.rule(), d.limit(), limits),
                d.limit(),
                d.allowed(),
                d.enforced(),
                d.remaining(),
                d.retryAfterMillis(),
                d.resetAtMillis(),
                d.nextAfterMillis(),
                d.source());
    }

    /** One more unit comes after 200 ms; as good as new after 3.1 s. */
    static Decision allowed(String rule, Limit limit, long remaining) {
        return new Decision(rule, rule, limit, true, true, remaining, 0, NOW + 3_100, 200, Source.REDIS);
    }

    static Decision full(String rule, Limit limit) {
        return new Decision(rule, rule, limit, true, true, limit.capacity(), 0, NOW, Decision.NEVER, Source.REDIS);
    }

    static Decision denied(String rule, Limit limit, long retryAfterMillis) {
        return new Decision(rule, rule, limit, false, true, 0, retryAfterMillis, NOW + 4_000, 200, Source.REDIS);
    }

    static Decision neverFits(String rule, Limit limit) {
        return new Decision(
                rule, rule, limit, false, true, limit.capacity(), Decision.NEVER, NOW, Decision.NEVER, Source.REDIS);
    }

    static Decision shadow(String rule, Limit limit) {
        return new Decision(rule, rule, limit, false, false, 0, 9_000, NOW + 9_000, 9_000, Source.REDIS);
    }

    static Decision failed(Source source, String rule, long retryAfterMillis) {
        boolean allowed = source == Source.FAIL_OPEN;
        return new Decision(rule, rule, TOKEN, allowed, true, 0, retryAfterMillis, NOW, Decision.NEVER, source);
    }
}
