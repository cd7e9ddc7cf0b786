package dev.ratelimit.fault;

import static dev.ratelimit.fault.Expected.fallback;
import static dev.ratelimit.fault.Expected.nothing;
import static dev.ratelimit.fault.Fault.Act.none;
import static dev.ratelimit.fault.Fault.Act.say;

import dev.ratelimit.limit.FailurePolicy;
import java.time.Duration;
import java.util.List;

/** The rows: what befalls, what ends it, what a user may expect. */
final class Faults {

    /** A busy machine's pauses are timeouts, too: two lines for each of six outages. */
    private static final int NOISY = 12;

    static final Fault KILLED = Fault.of(
            "killed",
            "kill -9, then an empty server on the same port",
            rig -> rig.server().kill(),
            rig -> rig.server().restart(),
            fallback("Redis is lost").wrongly(200, 0));

    static final Fault HUNG = Fault.of(
                    "hung",
                    "SIGSTOP, then SIGCONT",
                    rig -> rig.server().suspend(),
                    rig -> rig.server().resume(),
                    fallback("TIMEOUT").p99(1).lines(NOISY))
            .inTime();

    private Faults() {}

    /** Of the server's process. */
    static List<Fault> process() {
        return List.of(
                KILLED,
                as("killed-allow", KILLED, fallback("lost").wrongly(Double.MAX_VALUE, 0))
                        .policy(FailurePolicy.ALLOW),
                as("killed-deny", KILLED, fallback("lost").wrongly(0, 100)).policy(FailurePolicy.DENY),
                as("killed-long", KILLED, KILLED.expected()).lasting(Duration.ofSeconds(20)),
                HUNG,
                as("hung-long", HUNG, HUNG.expected()).lasting(Duration.ofSeconds(20)));
    }

    private static Fault as(String name, Fault fault, Expected expected) {
        return new Fault(name, fault.how(), fault.lasts(), fault.befall(), fault.end(), fault.setting(), expected);
    }

    /** Of the network. */
    static List<Fault> network() {
        return List.of(
                Fault.of(
                                "cut",
                                "every link reset once a second",
                                rig -> rig.repeat(
                                        Duration.ofSeconds(1), () -> rig.proxy().cut()),
                                Rig::stopRepeating,
                                fallback("DISCONNECTED").lines(6))
                        .overNetwork(),
                Fault.of(
                                "half-open",
                                "links stay open and nothing arrives",
                                rig -> rig.proxy().blackhole(),
                                rig -> rig.proxy().heal(),
                                fallback("TIMEOUT").p99(1).lines(NOISY))
                        .overNetwork()
                        .inTime()
                        .lasting(Duration.ofSeconds(6)),
                Fault.of(
                                "lost-replies",
                                "replies are dropped, then the links cut",
                                rig -> rig.proxy().dropReplies(),
                                rig -> {
                                    rig.proxy().heal();
                                    rig.proxy().cut();
                                },
                                fallback("TIMEOUT").p99(1).lines(NOISY).wrongly(100, 10))
                        .overNetwork()
                        .inTime(),
                slow(5, nothing().p99(15)),
                slow(15, nothing().p99(25)),
                slow(40, fallback("TIMEOUT").lines(NOISY)).inTime());
    }

    private static Fault slow(int millis, Expected expected) {
        return Fault.of(
                        "slow-" + millis + "ms",
                        "the network takes " + millis + " ms more",
                        rig -> rig.proxy().delay(millis),
                        rig -> rig.proxy().heal(),
                        expected)
                .overNetwork();
    }

    /** What a server says that runs and does not serve. */
    static List<Fault> refusals() {
        return List.of(
                Fault.of(
                        "oom",
                        "maxmemory 1, noeviction",
                        say("CONFIG SET maxmemory 1"),
                        say("CONFIG SET maxmemory 0"),
                        fallback("OOM")),
                Fault.of(
                        "noreplicas",
                        "min-replicas-to-write 1",
                        say("CONFIG SET min-replicas-to-write 1"),
                        say("CONFIG SET min-replicas-to-write 0"),
                        fallback("NOREPLICAS")),
                Fault.of(
                        "readonly",
                        "REPLICAOF on the live server, then NO ONE",
                        say("REPLICAOF 127.0.0.1 1"),
                        say("REPLICAOF NO ONE"),
                        fallback("READONLY")),
                Fault.of(
                        "noperm",
                        "ACL SETUSER -evalsha -eval, then +evalsha +eval",
                        say("ACL SETUSER default -evalsha -eval"),
                        say("ACL SETUSER default +evalsha +eval"),
                        fallback("NOPERM")));
    }

    /** What should not be noticed, or hardly. */
    static List<Fault> flushes() {
        return List.of(
                Fault.of(
                        "script-flush",
                        "SCRIPT FLUSH ten times a second",
                        rig -> rig.repeat(Duration.ofMillis(100), () -> rig.say("SCRIPT FLUSH")),
                        Rig::stopRepeating,
                        nothing()),
                Fault.of(
                        "flushall",
                        "FLUSHALL once",
                        say("FLUSHALL"),
                        none(),
                        nothing().wrongly(100, 2)));
    }
}
