package dev.ratelimit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.rig.ClusterRig;
import dev.ratelimit.rig.TcpProxy;
import dev.ratelimit.rule.Rule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Rows about a cluster of three masters and their replicas. */
final class ClusterFaults {

    /** Whose master is lost. */
    private static final String VICTIM = "greedy1";

    private ClusterFaults() {}

    /** @param replaced whether another server or link takes over before the end */
    private record ClusterFault(
            String name,
            String how,
            Duration lasts,
            Act befall,
            Act end,
            Setting setting,
            boolean replaced,
            Expected expected)
            implements Row {

        @Override
        public String watched() {
            return VICTIM;
        }

        @Override
        public Scene open() {
            return new ClusterScene(this);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private interface Act {
        void on(ClusterScene scene) throws Exception;
    }

    static List<Row> rows() {
        return Stream.of(masters(), links(), slots()).flatMap(List::stream).toList();
    }

    private static List<Row> masters() {
        // A share of the users only: one of three masters.
        Expected some =
                Expected.fallback("is lost").p99(5).lines(36).paid(3 * 13).wrongly(20, 5);
        return List.of(
                new ClusterFault(
                        "cluster-master-killed",
                        "kill -9 of one of three masters, until its replica has taken over",
                        Duration.ofSeconds(1),
                        scene -> scene.rig.kill(VICTIM),
                        ClusterScene::awaitReplaced,
                        Setting.USUAL,
                        true,
                        some.recover(6_000)),
                new ClusterFault(
                        "cluster-master-hung",
                        "SIGSTOP of one of three masters, until its replica has taken over",
                        Duration.ofSeconds(1),
                        scene -> scene.rig.suspend(VICTIM),
                        ClusterScene::awaitReplaced,
                        Setting.USUAL,
                        true,
                        some.recover(6_000)),
                new ClusterFault(
                        "cluster-down",
                        "SIGSTOP of two of three masters, so that no replica may take over, then SIGCONT of both",
                        Duration.ofSeconds(5),
                        scene -> {
                            String other = scene.rig.keyBeside(VICTIM);
                            scene.rig.suspend(VICTIM);
                            scene.rig.suspend(other);
                        },
                        scene -> scene.rig.revive(),
                        Setting.USUAL,
                        false,
                        Expected.fallback("CLUSTERDOWN")
                                .p99(5)
                                .lines(36)
                                .paid(3 * 13)
                                .recover(6_000)));
    }

    /** Of the network to one of three masters. */
    private static List<Row> links() {
        return List.of(
                new ClusterFault(
                        "cluster-half-open",
                        "links to one of three masters stay open and nothing arrives; new ones are sound",
                        Duration.ofSeconds(6),
                        scene -> scene.proxy.freeze(),
                        scene -> {},
                        Setting.USUAL.overNetwork(),
                        true,
                        Expected.fallback("TIMEOUT")
                                .p99(5)
                                .lines(12)
                                .paid(5 * 13)
                                .recover(4_000)),
                new ClusterFault(
                        "cluster-slow",
                        "the network to one of three masters takes 40 ms more",
                        Duration.ofSeconds(3),
                        scene -> scene.proxy.delay(40),
                        scene -> scene.proxy.heal(),
                        Setting.USUAL.overNetwork().inTime(),
                        false,
                        Expected.fallback("TIMEOUT").p99(5).lines(12).paid(3 * 13)));
    }

    private static List<Row> slots() {
        return List.of(new ClusterFault(
                "cluster-slot-migration",
                "a slot moved again and again, to masters that have just forgotten their scripts",
                Duration.ofSeconds(3),
                scene -> scene.repeat(() -> scene.rig.migrate(VICTIM)),
                scene -> {
                    scene.stopRepeating();
                    assertThat(scene.rig.answered("NOSCRIPT")).isPositive();
                },
                Setting.USUAL,
                true,
                Expected.nothing().p99(25)));
    }

    private static final class ClusterScene implements Row.Scene {

        private final ClusterFault fault;
        private final ClusterRig rig = ClusterRig.start();
        private final String before = rig.master(VICTIM).address();
        private final ScheduledExecutorService trouble = Executors.newSingleThreadScheduledExecutor();
        private TcpProxy proxy;
        private RateLimiter limiter;

        ClusterScene(ClusterFault fault) {
            this.fault = fault;
            if (fault.setting().network()) {
                proxy = new TcpProxy(rig.master(VICTIM).port());
                rig.announce(VICTIM, proxy.address());
            }
        }

        @Override
        public Asking ask(Load.Demand demand, LogLines log) {
            limiter = RateLimiter.builder()
                    .redis(new RedisTarget(RedisTarget.Kind.CLUSTER, rig.seeds()))
                    .redisSettings(
                            new RedisSettings("ratelimit", fault.setting().budget(), 512))
                    .rules(List.of(Rule.ofDefault(Setting.LIMIT, fault.setting().policy())))
                    .build();
            return Load.start(limiter, demand, log::containing);
        }

        @Override
        public void befall() throws Exception {
            fault.befall().on(this);
        }

        @Override
        public void end() throws Exception {
            fault.end().on(this);
        }

        void awaitReplaced() {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !rig.master(VICTIM).address().equals(before));
        }

        void repeat(Runnable task) {
            trouble.execute(() -> {
                while (!trouble.isShutdown()) {
                    task.run();
                }
            });
        }

        void stopRepeating() throws InterruptedException {
            trouble.shutdown();
            if (!trouble.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the trouble does not end");
            }
        }

        @Override
        public void close() {
            trouble.shutdownNow();
            if (limiter != null) {
                limiter.close();
            }
            if (proxy != null) {
                proxy.close();
            }
            rig.close();
        }
    }
}
