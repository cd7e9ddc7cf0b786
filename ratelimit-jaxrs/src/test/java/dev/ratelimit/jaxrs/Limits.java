package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** What the tests of this package count with: windows of a day, which no slow machine leaves. */
final class Limits {

    private Limits() {}

    static RateLimiter annotated() {
        return RateLimiter.builder().rulesFollow().build();
    }

    static RateLimiter with(Rule... rules) {
        return RateLimiter.builder().rulesFollow().rules(List.of(rules)).build();
    }

    static Rule rule(String id, String key, long limit) {
        return Rule.of(id, Key.of(key), Limit.window(Algorithm.FIXED_WINDOW, limit, Duration.ofDays(1)));
    }

    /** What is left in the bucket of a subject. */
    static long left(RateLimiter limiter, String rule, String subject) {
        return limiter.look(rule, subject).decisions().get(0).remaining();
    }

    static void allowed(HttpResponse<?> response) {
        assertThat(response.statusCode()).isLessThan(400);
    }

    static void refused(HttpResponse<?> response, String policy) {
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(String.valueOf(response.body())).contains("quota-exceeded", "\"" + policy + "\"");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.headers().allValues("RateLimit")).hasSize(1);
    }

    static String remaining(HttpResponse<?> response) {
        return String.join(" and ", response.headers().allValues("X-RateLimit-Remaining"));
    }
}
