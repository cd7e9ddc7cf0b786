package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Real checks on keys of their own, which no rule can have: an id holds no tilde. They expire within seconds. */
final class Probes {

    private static final String RULE = "~probe";
    private static final long MANY = 1_000;
    private static final String SUBJECT = "probe";
    /** So many subjects meet each server of any cluster. */
    private static final int SUBJECTS = 20_000;

    private Probes() {}

    /** What a probe of a server counts; empty when no key belongs to the server any more. */
    static Optional<String> subject(Servers nodes, String server) {
        return IntStream.range(0, SUBJECTS)
                .mapToObj(i -> i == 0 ? SUBJECT : SUBJECT + i)
                .filter(subject -> nodes.of(usual(subject)).equals(server))
                .findFirst();
    }

    /** What a request does to a token bucket: it fails where a request would. */
    static Call usual(String subject) {
        return call(subject, List.of(Algorithm.TOKEN));
    }

    /** One call for each script text, the usual one first and twice: for each algorithm, and for several buckets. */
    static List<Call> ofEveryScript(String subject) {
        List<Call> calls = new ArrayList<>(List.of(usual(subject)));
        Arrays.stream(Algorithm.values())
                .map(algorithm -> call(subject, List.of(algorithm)))
                .forEach(calls::add);
        calls.add(call(subject, List.of(Algorithm.values())));
        return calls;
    }

    private static Call call(String subject, List<Algorithm> algorithms) {
        return new Call(
                Action.TAKE,
                algorithms.stream().map(algorithm -> charge(subject, algorithm)).toList(),
                null);
    }

    private static Charge charge(String subject, Algorithm algorithm) {
        Limit limit = algorithm.windowed()
                ? Limit.window(algorithm, MANY, Duration.ofSeconds(1))
                : Limit.bucket(algorithm, MANY, MANY, Duration.ofSeconds(1));
        return new Charge(RULE, limit, List.of(subject), 1, Charge.ENFORCED, FailurePolicy.ALLOW);
    }
}
