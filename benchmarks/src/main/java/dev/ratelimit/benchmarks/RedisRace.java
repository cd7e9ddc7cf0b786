package dev.ratelimit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All contestants on one Redis, in turns, so that a busy minute of the machine meets all of them. */
final class RedisRace implements AutoCloseable {

    private static final OperatingSystemMXBean JVM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final BenchRedis redis;
    private final Plan plan;
    private final Map<OnRedis, Contestant> contestants = new EnumMap<>(OnRedis.class);

    RedisRace(BenchRedis redis, Plan plan) {
        this.redis = redis;
        this.plan = plan;
        for (OnRedis contestant : OnRedis.values()) {
            contestants.put(contestant, contestant.open(redis.uri()));
        }
    }

    Table run(int threads) {
        contestants.values().forEach(contestant -> Turn.of(contestant, threads, plan.warmUp()));
        Map<OnRedis, Tally> tallies = new EnumMap<>(OnRedis.class);
        for (int round = 0; round < plan.rounds(); round++) {
            for (OnRedis contestant : order(round)) {
                turn(contestant, threads, tallies.computeIfAbsent(contestant, any -> new Tally()));
            }
        }
        return table(tallies);
    }

    /** Each round begins with another contestant, so that nobody always follows the same one. */
    private static List<OnRedis> order(int round) {
        List<OnRedis> order = new ArrayList<>(List.of(OnRedis.values()));
        Collections.rotate(order, -round);
        return order;
    }

    private void turn(OnRedis contestant, int threads, Tally tally) {
        double before = redis.cpuNanos();
        long own = JVM.getProcessCpuTime();
        Turn turn = Turn.of(contestants.get(contestant), threads, plan.turn());
        tally.add(turn, JVM.getProcessCpuTime() - own, redis.cpuNanos() - before);
    }

    private static Table table(Map<OnRedis, Tally> tallies) {
        Table table = new Table(
                "one check",
                "checks/s",
                "p50 µs",
                "p99 µs",
                "JVM CPU µs",
                "Redis CPU µs",
                "of raw",
                "of hand-written",
                "of Bucket4j");
        tallies.forEach((contestant, tally) -> table.row(
                contestant.title(),
                Table.whole(tally.perSecond()),
                Table.whole(tally.micros(50)),
                Table.whole(tally.micros(99)),
                Table.tenths(tally.jvmMicros()),
                Table.tenths(tally.redisMicros()),
                Table.ratio(tally.over(tallies.get(OnRedis.RAW))),
                Table.ratio(tally.over(tallies.get(OnRedis.HAND_WRITTEN))),
                Table.ratio(tally.over(tallies.get(OnRedis.BUCKET4J)))));
        return table;
    }

    @Override
    public void close() {
        contestants.values().forEach(Contestant::close);
    }
}
