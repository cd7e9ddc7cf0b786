package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.LongWindows;
import java.time.Duration;
import java.util.List;

/** Requests that are decided by stages and settled, for the tests of both. */
abstract class AdmissionContract extends LimiterContract {

    static final String CLIENT = "192.0.2.1";
    static final Limit FIVE = LongWindows.of(Algorithm.TOKEN, 5);
    /** Five, one of which comes back each hour. */
    static final Limit HOURLY = Limit.of(5, Duration.ofHours(5));

    static Rule rule(String id, Limit... limits) {
        return Rule.of(id, Key.of("ip"), limits);
    }

    final RateLimiter limiting(Rule... rules) {
        return opened(builder().rules(List.of(rules)).build());
    }

    static TestRequest request() {
        return TestRequest.get("/login").from(CLIENT);
    }

    /** The context of a request that met every rule. */
    static RateLimitContext admit(RateLimiter limiter) {
        RateLimitContext context = RateLimitContext.uncounted();
        limiter.admit(request(), context, rule -> true);
        return context;
    }

    /** The same, settled with a status. */
    static RateLimitContext serve(RateLimiter limiter, int status) {
        RateLimitContext context = admit(limiter);
        context.settle(status);
        return context;
    }

    static Decision look(RateLimiter limiter, String rule) {
        return limiter.look(rule, CLIENT).decisions().get(0);
    }

    static void assertLeft(RateLimiter limiter, String rule, long units) {
        assertThat(look(limiter, rule).remaining()).as("left of %s", rule).isEqualTo(units);
    }
}
