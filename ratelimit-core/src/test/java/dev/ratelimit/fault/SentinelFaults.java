package dev.ratelimit.fault;

import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.rig.PlainRedis;
import dev.ratelimit.rig.SentinelRig;
import java.time.Duration;
import java.util.List;

/** Rows about a master, its replica, and three Sentinels that name a new master a second after the old one fell silent. */
final class SentinelFaults {

    /** A second until it counts as down, and six to agree and to be followed. */
    private static final long RECOVER_MILLIS = 7_000;

    private SentinelFaults() {}

    private record SentinelFault(String name, String how, Act befall, Act end, Expected expected) implements Row {

        @Override
        public Duration lasts() {
            return Duration.ofSeconds(1);
        }

        /** Of all users one: his recovery is counted from the beginning. */
        @Override
        public String watched() {
            return "greedy1";
        }

        @Override
        public Scene open() {
            return new SentinelScene(this);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private interface Act {
        void on(SentinelScene scene);
    }

    static List<Row> rows() {
        Expected failover =
                Expected.fallback("The master is now").recover(RECOVER_MILLIS).lines(12);
        return List.of(
                new SentinelFault(
                        "sentinel-master-killed",
                        "kill -9 of the master, until the replica is master",
                        scene -> scene.rig.killMaster(),
                        SentinelScene::awaitFailover,
                        failover),
                new SentinelFault(
                        "sentinel-master-hung",
                        "SIGSTOP of the master, until the replica is master; then SIGCONT",
                        scene -> scene.rig.suspendMaster(),
                        scene -> {
                            scene.awaitFailover();
                            scene.master.resume();
                        },
                        failover),
                new SentinelFault(
                        "sentinel-failover",
                        "the Sentinels are told to change master and replica",
                        scene -> scene.rig.failOver(),
                        SentinelScene::awaitFailover,
                        failover.perhaps()));
    }

    private static final class SentinelScene implements Row.Scene {

        private final SentinelFault fault;
        private final SentinelRig rig = new SentinelRig();
        private final RedisServer master = rig.master();
        private RateLimiter limiter;

        SentinelScene(SentinelFault fault) {
            this.fault = fault;
        }

        @Override
        public Asking ask(Load.Demand demand, LogLines log) {
            limiter = Rig.limiter(rig.address(), Setting.USUAL);
            return Load.start(limiter, demand, log::containing);
        }

        @Override
        public void befall() {
            fault.befall().on(this);
        }

        @Override
        public void end() {
            fault.end().on(this);
        }

        /** Returns when the new master decides, or could. */
        void awaitFailover() {
            RedisServer next = rig.otherThan(master);
            rig.awaitMaster(next);
            try (PlainRedis look = new PlainRedis(next.port())) {
                await().until(() -> look.ask("ROLE").startsWith("master"));
            }
        }

        @Override
        public void close() {
            if (limiter != null) {
                limiter.close();
            }
            rig.close();
        }
    }
}
