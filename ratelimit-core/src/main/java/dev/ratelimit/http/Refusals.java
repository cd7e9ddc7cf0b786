package dev.ratelimit.http;

import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the response to a denied request:
 *
 * <ul>
 *   <li>over a limit: 429 with problem type {@code quota-exceeded}; a cost that can never fit says so;
 *   <li>the store is lost and the rule's policy is {@code deny}: 503, {@code temporary-reduced-capacity};
 *   <li>on the deny list until a time: 429, {@code abnormal-usage-detected};
 *   <li>on the deny list, or without a key where one is demanded: 403.
 * </ul>
 *
 * <p>The body is {@code application/problem+json}, or plain text for a client that asks for that and not for JSON.
 * Immutable and thread-safe.
 */
public final class Refusals {

    private static final String JSON = "application/problem+json";
    private static final String PLAIN = "text/plain;charset=utf-8";

    private final ResponseHeaders headers;
    private final ResponseOptions options;

    /** Refusals with these headers. */
    public Refusals(ResponseHeaders headers, ResponseOptions options) {
        this.headers = headers;
        this.options = options;
    }

    /**
     * The response to a denied verdict.
     *
     * @param accept the request's {@code Accept} header, null when it has none
     * @throws IllegalArgumentException when the verdict allows the request
     */
    public Refusal of(Verdict verdict, @Nullable String accept) {
        if (verdict.allowed()) {
            throw new IllegalArgumentException("nothing to refuse: " + verdict + " is allowed");
        }
        Problem problem = problem(verdict);
        return Accept.plainText(accept)
                ? new Refusal(problem.status(), PLAIN, problem.plainText(), headers.of(verdict))
                : new Refusal(problem.status(), JSON, problem.json(), headers.of(verdict));
    }

    private Problem problem(Verdict verdict) {
        if (verdict.source() == Source.FAIL_CLOSED) {
            return Problem.reducedCapacity(
                    "Requests cannot be counted at the moment; try again soon.", violated(verdict));
        }
        if (verdict.banned()) {
            return Problem.abnormalUsage("Requests from this caller are refused until "
                    + Instant.ofEpochMilli(verdict.bannedUntilMillis()) + ".");
        }
        if (verdict.source() == Source.DENY_LIST) {
            return Problem.forbidden("Requests from this caller are refused.");
        }
        if (verdict.decisions().isEmpty()) {
            return Problem.forbidden("The request does not tell who is calling.");
        }
        String plainText = options.text() == null ? "rate limit exceeded" : options.text();
        return Problem.quotaExceeded(options.status(), detail(verdict), violated(verdict), plainText);
    }

    private String detail(Verdict verdict) {
        if (options.text() != null) {
            return options.text();
        }
        Decision binding = verdict.decisions().get(0);
        String policy = "\"" + binding.policy() + "\"";
        if (binding.neverFits()) {
            return "The request costs more than limit " + policy + " ever holds ("
                    + binding.limit().capacity() + "); waiting does not help.";
        }
        long seconds = StandardHeaders.retryAfterSeconds(verdict);
        return "Limit " + policy + " is used up; try again in " + seconds + (seconds == 1 ? " second." : " seconds.");
    }

    private static List<String> violated(Verdict verdict) {
        return verdict.decisions().stream()
                .filter(Decision::denies)
                .map(Decision::policy)
                .toList();
    }
}
