package dev.ratelimit.fault;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.util.List;

/**
 * What a row asks of its rig.
 *
 * @param network whether it can fail, too
 * @param budget of a check
 * @param arguments of the server
 * @param node where the limiter runs
 * @param clock whose clock can jump
 * @param limit for each user
 */
record Setting(
        boolean network,
        FailurePolicy policy,
        Duration budget,
        List<String> arguments,
        Node node,
        Clock clock,
        Limit limit) {

    /** So many for each user, and none comes back while a row lasts. */
    static final Limit LIMIT = Limit.bucket(Algorithm.TOKEN, 150, 1, Duration.ofMinutes(30));

    /** It is full in less than any jump of a clock takes. */
    static final Limit QUICK = Limit.bucket(Algorithm.TOKEN, 100, 5, Duration.ofSeconds(1));

    enum Node {
        HERE,
        IN_A_JVM_OF_ITS_OWN
    }

    enum Clock {
        NOBODYS,
        THE_SERVERS,
        THE_NODES
    }

    /** Patient, so that a busy machine's pauses do not pass for the fault. */
    static final Setting USUAL = new Setting(
            false,
            FailurePolicy.LOCAL,
            Duration.ofMillis((long) (Gate.NOISE * Gate.BUDGET.toMillis())),
            List.of(),
            Node.HERE,
            Clock.NOBODYS,
            LIMIT);

    Setting overNetwork() {
        return new Setting(true, policy, budget, arguments, node, clock, limit);
    }

    Setting policy(FailurePolicy other) {
        return new Setting(network, other, budget, arguments, node, clock, limit);
    }

    /** With the budget that a limiter has by default. */
    Setting inTime() {
        return new Setting(network, policy, Gate.BUDGET, arguments, node, clock, limit);
    }

    Setting server(String... others) {
        return new Setting(network, policy, budget, List.of(others), node, clock, limit);
    }

    Setting apart() {
        return new Setting(network, policy, budget, arguments, Node.IN_A_JVM_OF_ITS_OWN, clock, limit);
    }

    Setting clock(Clock whose) {
        return new Setting(network, policy, budget, arguments, node, whose, limit);
    }

    Setting limit(Limit other) {
        return new Setting(network, policy, budget, arguments, node, clock, other);
    }
}
