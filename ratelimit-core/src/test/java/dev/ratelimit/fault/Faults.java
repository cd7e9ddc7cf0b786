package dev.ratelimit.fault;

import static dev.ratelimit.fault.Expected.fallback;
import static dev.ratelimit.fault.Expected.nothing;
import static dev.ratelimit.fault.Fault.Act.NONE;
import static dev.ratelimit.fault.Fault.Act.say;

import dev.ratelimit.limit.FailurePolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The rows: what befalls, what ends it, what a user may expect. */
final class Faults {

    /** A busy machine's pauses are timeouts, too: two lines for each of six outages. */
    private static final int NOISY = 12;

    static final Fault KILLED = Fault.of(
            "killed",
            "kill -9, then an empty server on the same port",
            rig -> rig.server().kill(),
            rig -> rig.server().restart(),
            fallback("Redis is lost").wrongly(100, 5));

    static final Fault HUNG = Fault.of(
                    "hung",
                    "SIGSTOP, then SIGCONT",
                    rig -> rig.server().suspend(),
                    rig -> rig.server().resume(),
                    fallback("TIMEOUT").p99(1).lines(NOISY))
            .on(Setting::inTime);

    private Faults() {}

    /** Of the server's process. */
    static List<Fault> process() {
        return List.of(
                KILLED,
                as("killed-allow", KILLED, fallback("lost").wrongly(Double.MAX_VALUE, 0))
                        .on(s -> s.policy(FailurePolicy.ALLOW)),
                as("killed-deny", KILLED, fallback("lost").wrongly(100, 100)).on(s -> s.policy(FailurePolicy.DENY)),
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
                        .on(Setting::overNetwork),
                Fault.of(
                                "blackhole",
                                "links stay open and nothing arrives, nor on new ones",
                                rig -> rig.proxy().blackhole(),
                                rig -> rig.proxy().heal(),
                                fallback("TIMEOUT").p99(1).lines(NOISY))
                        .on(Setting::overNetwork)
                        .on(Setting::inTime)
                        .lasting(Duration.ofSeconds(6)),
                Fault.of(
                                "half-open",
                                "links stay open and nothing arrives; new ones are sound",
                                rig -> rig.proxy().freeze(),
                                NONE,
                                // From the beginning: three seconds until it counts as dead, and one to look.
                                fallback("TIMEOUT")
                                        .p99(5)
                                        .lines(NOISY)
                                        .paid(5 * 13)
                                        .recover(4_000))
                        .on(Setting::overNetwork)
                        .on(Setting::inTime)
                        .lasting(Duration.ofSeconds(6)),
                Fault.of(
                                "lost-replies",
                                "replies are dropped, then the links cut",
                                rig -> rig.proxy().dropReplies(),
                                rig -> {
                                    rig.proxy().heal();
                                    rig.proxy().cut();
                                },
                                fallback("TIMEOUT").p99(1).lines(NOISY).wrongly(15, 10))
                        .on(Setting::overNetwork)
                        .on(Setting::inTime),
                Fault.of(
                                "trickle",
                                "replies come in at 20 KB a second",
                                rig -> rig.proxy().throttle(20_000),
                                rig -> rig.proxy().heal(),
                                // Once a second it is tried again, by all threads at most.
                                fallback("TIMEOUT").p99(25).lines(NOISY).paid(5 * 13))
                        .on(Setting::overNetwork)
                        .on(Setting::inTime),
                slow(5, nothing().p99(25)),
                slow(15, nothing().p99(25)),
                slow(40, fallback("TIMEOUT").lines(NOISY)).on(Setting::inTime));
    }

    private static Fault slow(int millis, Expected expected) {
        return Fault.of(
                        "slow-" + millis + "ms",
                        "the network takes " + millis + " ms more",
                        rig -> rig.proxy().delay(millis),
                        rig -> rig.proxy().heal(),
                        expected)
                .on(Setting::overNetwork);
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
                        "masterdown",
                        "a replica that lost its master, under replica-serve-stale-data no",
                        say("CONFIG SET replica-serve-stale-data no", "REPLICAOF 127.0.0.1 1"),
                        say("REPLICAOF NO ONE"),
                        fallback("MASTERDOWN")),
                Fault.of(
                        "noperm",
                        "ACL SETUSER -evalsha -eval, then +evalsha +eval",
                        say("ACL SETUSER default -evalsha -eval"),
                        say("ACL SETUSER default +evalsha +eval"),
                        fallback("NOPERM")),
                Fault.of(
                        "misconf",
                        "it cannot save: dump.rdb is a directory",
                        rig -> {
                            String directory = rig.say("CONFIG GET dir")
                                    .lines()
                                    .skip(1)
                                    .findFirst()
                                    .orElseThrow();
                            Files.createDirectory(Path.of(directory, "dump.rdb"));
                            rig.ask("CONFIG", "SET", "save", "3600 1");
                            rig.say("BGSAVE");
                        },
                        say("CONFIG SET stop-writes-on-bgsave-error no"),
                        fallback("MISCONF")),
                Fault.of(
                        "busy",
                        "an endless script of somebody's, ended by SCRIPT KILL",
                        rig -> {
                            rig.say("CONFIG SET lua-time-limit 100");
                            rig.hold("EVAL", "while true do end", "0");
                        },
                        say("SCRIPT KILL"),
                        fallback("Redis is lost")),
                Fault.of(
                                "loading",
                                "killed, and started with 20,000 keys to load slowly",
                                rig -> {
                                    rig.ask("EVAL", "for i = 1, 20000 do redis.call('set', 'k' .. i, i) end", "0");
                                    rig.say("SAVE");
                                    rig.server().restart();
                                },
                                Rig::awaitLoaded,
                                fallback("Redis is lost")
                                        .lines(NOISY)
                                        .paid(5 * 13)
                                        .wrongly(100, 5))
                        .on(s -> s.server("--key-load-delay", "100")),
                Fault.of(
                        "wrongpass",
                        "another requirepass, and every link killed",
                        say("CONFIG SET requirepass other", "CLIENT KILL TYPE normal SKIPME yes"),
                        rig -> rig.ask("CONFIG", "SET", "requirepass", ""),
                        // Of what keeps it away there is a line besides: nobody else would mend that.
                        fallback("Redis takes no connection: NOAUTH").lines(3)),
                Fault.of(
                        "maxclients",
                        "maxclients 1, and every link killed",
                        say("CONFIG SET maxclients 1", "CLIENT KILL TYPE normal SKIPME yes"),
                        say("CONFIG SET maxclients 1000"),
                        fallback("Redis takes no connection: ERR max number of clients")
                                .lines(3)),
                Fault.of(
                                "client-pause",
                                "CLIENT PAUSE WRITE, which PING does not notice",
                                say("CLIENT PAUSE 60000 WRITE"),
                                say("CLIENT UNPAUSE"),
                                fallback("TIMEOUT").p99(1).lines(NOISY))
                        .on(Setting::inTime),
                Fault.of(
                                "stutter",
                                "DEBUG SLEEP 0.1, again and again with 100 ms between",
                                rig -> rig.repeat(Duration.ofMillis(100), () -> rig.say("DEBUG SLEEP 0.1")),
                                Rig::stopRepeating,
                                // Once a second it is tried again, by all threads at most.
                                fallback("TIMEOUT").p99(25).lines(NOISY).paid(5 * 13))
                        .on(s -> s.inTime().server("--enable-debug-command", "yes")));
    }

    /** Of the limiter's own JVM. */
    static List<Fault> jvm() {
        return List.of(
                Fault.of(
                                "jvm-pause",
                                "SIGSTOP of the limiter's JVM, then SIGCONT",
                                rig -> {
                                    // So that each thread has a check under way.
                                    rig.proxy().delay(15);
                                    TimeUnit.MILLISECONDS.sleep(300);
                                    rig.child().signal("STOP");
                                },
                                rig -> {
                                    rig.child().signal("CONT");
                                    rig.proxy().heal();
                                },
                                // Those under way wait as long as the JVM does.
                                nothing().p99(5_100))
                        .lasting(Duration.ofSeconds(5))
                        .on(s -> s.overNetwork().apart()),
                Fault.of(
                                "jvm-collections",
                                "full collections of the limiter's JVM, again and again",
                                rig -> rig.repeat(Duration.ofMillis(200), rig.child()::collect),
                                Rig::stopRepeating,
                                nothing().p99(25))
                        .on(Setting::apart));
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
                        NONE,
                        nothing().wrongly(100, 2)));
    }
}
