package dev.ratelimit.fault;

import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.rig.ClusterRig;
import dev.ratelimit.rule.Rule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Rows about a cluster of three masters and their replicas. */
final class ClusterFaults {

    /** Whose master is lost. */
    private static final String VICTIM = "greedy1";

    private ClusterFaults() {}

    private record ClusterFault(
            String name, String how, Duration lasts, Act befall, Act end, Setting setting, Expected expected)
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
                        some.recover(6_000)),
                new ClusterFault(
                        "cluster-master-hung",
                        "SIGSTOP of one of three masters, until its replica has taken over",
                        Duration.ofSeconds(1),
                        scene -> scene.rig.suspend(VICTIM),
                        ClusterScene::awaitReplaced,
                        Setting.USUAL.inTime(),
                        some.recover(6_000)),
                new ClusterFault(
                        "cluster-slot-migration",
                        "slots moved one after the other, to masters without scripts",
                        Duration.ofSeconds(3),
                        scene -> scene.repeat(() -> {
                            scene.rig.flushScripts();
                            scene.rig.migrate(VICTIM);
                        }),
                        ClusterScene::stopRepeating,
                        Setting.USUAL,
                        Expected.nothing().p99(25)));
    }

    private static final class ClusterScene implements Row.Scene {

        private final ClusterFault fault;
        private final ClusterRig rig = ClusterRig.start();
        private final String before = rig.master(VICTIM).address();
        private final ScheduledExecutorService trouble = Executors.newSingleThreadScheduledExecutor();
        private RateLimiter limiter;

        ClusterScene(ClusterFault fault) {
            this.fault = fault;
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
            rig.close();
        }
    }
}
