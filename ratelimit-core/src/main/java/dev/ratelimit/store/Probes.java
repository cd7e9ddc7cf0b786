package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Real checks on keys of their own, which no rule can have: an id holds no tilde. They expire within seconds. For one thread. */
final class Probes {

    private static final String RULE = "~probe";
    private static final long MANY = 1_000;
    private static final String SUBJECT = "probe";
    /** So many meet each slot of a Redis Cluster, and so each server of any. */
    private static final int SUBJECTS = 155_792;

    private final Servers servers;
    /** Those found last: for a server of few slots the search is long. */
    private final Map<String, String> found = new HashMap<>();

    Probes(Servers servers) {
        this.servers = servers;
    }

    /** What a probe of a server counts; empty when no key belongs to the server any more. */
    Optional<String> subject(String server) {
        String last = found.get(server);
        if (last != null && belongs(last, server)) {
            return Optional.of(last);
        }
        found.remove(server);
        // To rule out another slot without a master takes long, and a request for one will tell.
        if (last != null && server.equals(Servers.ONLY)) {
            return Optional.empty();
        }
        Optional<String> subject =
                subjects().filter(one -> belongs(one, server)).findFirst();
        subject.ifPresent(one -> found.put(server, one));
        return subject;
    }

    /** Forgets what it found for servers that are none any more. */
    void retain(Collection<String> present) {
        found.keySet().removeIf(server -> !server.equals(Servers.ONLY) && !present.contains(server));
    }

    private boolean belongs(String subject, String server) {
        return servers.of(usual(subject)).equals(server);
    }

    static Stream<String> subjects() {
        return IntStream.range(0, SUBJECTS).mapToObj(i -> i == 0 ? SUBJECT : SUBJECT + i);
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
