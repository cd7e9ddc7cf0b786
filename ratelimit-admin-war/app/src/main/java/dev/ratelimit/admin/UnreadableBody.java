package dev.ratelimit.admin;

import java.io.IOException;
import java.io.Serial;

/** A body that cannot be read to its end. One of input and output, which Jackson hands on as it is. */
final class UnreadableBody extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    UnreadableBody(int status, String detail) {
        super(detail);
        this.problem = Problem.of(status, detail);
    }

    Problem problem() {
        return problem;
    }
}
