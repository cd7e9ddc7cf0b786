package dev.ratelimit;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Limiters for a test, closed after it. */
abstract class LimiterContract {

    private final List<RateLimiter> opened = new ArrayList<>();

    /** A builder on the same state for every call within a test. */
    abstract RateLimiterBuilder builder();

    final RateLimiter limiter(Limit limit, Rule... rules) {
        return opened(builder().defaultLimit(limit).rules(List.of(rules)).build());
    }

    /** Closed after the test. */
    final RateLimiter opened(RateLimiter limiter) {
        opened.add(limiter);
        return limiter;
    }

    @AfterEach
    void close() {
        opened.forEach(RateLimiter::close);
    }
}
