package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Real checks on keys of their own, which no rule can have: an id holds no tilde. They expire within seconds. */
final class Probes {

    private static final String RULE = "~probe";
    private static final long MANY = 1_000;

    /** What a request does to a token bucket: it fails where a request would. */
    static final Call USUAL = call(List.of(Algorithm.TOKEN));

    private Probes() {}

    /** One call for each script text, the usual one first and twice: for each algorithm, and for several buckets. */
    static List<Call> ofEveryScript() {
        List<Call> calls = new ArrayList<>(List.of(USUAL));
        Arrays.stream(Algorithm.values())
                .map(algorithm -> call(List.of(algorithm)))
                .forEach(calls::add);
        calls.add(call(List.of(Algorithm.values())));
        return calls;
    }

    private static Call call(List<Algorithm> algorithms) {
        return new Call(Action.TAKE, algorithms.stream().map(Probes::charge).toList(), null);
    }

    private static Charge charge(Algorithm algorithm) {
        Limit limit = algorithm.windowed()
                ? Limit.window(algorithm, MANY, Duration.ofSeconds(1))
                : Limit.bucket(algorithm, MANY, MANY, Duration.ofSeconds(1));
        return new Charge(RULE, limit, List.of("probe"), 1, Charge.ENFORCED, FailurePolicy.ALLOW);
    }
}
