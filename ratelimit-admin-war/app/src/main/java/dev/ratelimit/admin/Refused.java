package dev.ratelimit.admin;

import java.io.Serial;

/** A request that is not let in. */
final class Refused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final long retryAfterSeconds;

    /** @param retryAfterSeconds 0 where no waiting helps */
    Refused(Problem problem, long retryAfterSeconds) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static Refused unauthorized(String detail) {
        return new Refused(Problem.of(401, detail), 0);
    }

    static Refused forbidden(String detail) {
        return new Refused(Problem.of(403, detail), 0);
    }

    Problem problem() {
        return problem;
    }

    long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
