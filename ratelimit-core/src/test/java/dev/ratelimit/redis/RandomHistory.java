package dev.ratelimit.redis;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.CalendarWindow.Unit;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A walk of random calls at random instants: forward, equal and backward time, all verbs, costs and limit changes. */
final class RandomHistory {

    private static final long[] PERIODS = {1, 7, 250, 1_000, 60_000, 86_400_000};

    private static final String[] ZONES = {"Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "UTC"};

    private final SplittableRandom random;
    private final Algorithm[] algorithms;
    private final int mostBuckets;
    private final Map<String, Limit> limits = new LinkedHashMap<>();
    private long now = 1_700_000_000_000L;

    RandomHistory(long seed, int mostBuckets, Algorithm... algorithms) {
        this.random = new SplittableRandom(seed);
        this.mostBuckets = mostBuckets;
        this.algorithms = algorithms;
    }

    long now() {
        return now;
    }

    Call next() {
        List<Charge> charges = new ArrayList<>();
        int buckets = 1 + random.nextInt(mostBuckets);
        for (int i = 0; i < buckets; i++) {
            charges.add(charge(i));
        }
        Limit limit = charges.get(0).limit();
        now += step(limit);
        return new Call(action(limit), charges, null);
    }

    /** The i-th bucket of a call is of the i-th rule, so that no call meets a bucket twice. */
    private Charge charge(int i) {
        String rule = "r" + i;
        String subject = "s" + random.nextInt(8);
        Algorithm algorithm = algorithms[random.nextInt(algorithms.length)];
        String id = rule + subject + algorithm;
        Limit limit = limits.get(id);
        if (limit == null || random.nextInt(20) == 0) {
            limit = random.nextInt(4) == 0 && limit != null ? resized(limit) : limit(algorithm);
            limits.put(id, limit);
        }
        return new Charge(rule, limit, List.of(subject), cost(limit), group(i), FailurePolicy.LOCAL);
    }

    private int group(int i) {
        return random.nextInt(3) == 0 ? 1 + random.nextInt(i + 1) : Charge.ENFORCED;
    }

    private long cost(Limit limit) {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> limit.capacity();
            case 2 -> limit.capacity() + 1;
            case 3, 4 -> 1 + random.nextLong(limit.capacity());
            default -> 1 + random.nextLong(Math.min(3, limit.capacity()));
        };
    }

    private Action action(Limit limit) {
        return switch (random.nextInt(12)) {
            case 0 -> Action.CHARGE;
            case 1 -> Action.putBack(now - random.nextLong(2 * limit.fillMillis() + 1));
            case 2 -> Action.putBack(now);
            case 3 -> Action.take(1 + random.nextLong(5));
            default -> Action.TAKE;
        };
    }

    private long step(Limit limit) {
        long fill = limit.fillMillis();
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> 0;
            case 8, 9, 10, 11 -> 1;
            case 12, 13, 14 -> random.nextLong(fill / 10 + 2);
            case 15, 16 -> random.nextLong(fill + 1);
            case 17 -> fill;
            case 18 -> Math.max(0, fill - 1);
            case 19 -> Math.min(Duration.ofDays(30).toMillis(), 3 * fill);
            case 20 -> -random.nextLong(fill + 1);
            case 21 -> -1;
            case 22 -> -Math.min(Duration.ofDays(2).toMillis(), 2 * fill + 1);
            default -> random.nextLong(1_000);
        };
    }

    private Limit resized(Limit limit) {
        return limit.sized(Math.max(1, Math.min(5_000, limit.capacity() / 2 + random.nextLong(limit.capacity() + 1))));
    }

    private Limit limit(Algorithm algorithm) {
        Duration period = Duration.ofMillis(PERIODS[random.nextInt(PERIODS.length)]);
        long permits = random.nextInt(30) == 0 && algorithm != Algorithm.SLIDING_WINDOW_LOG
                ? (1L << 51) / period.toMillis() / (1 + random.nextInt(3))
                : 1 + random.nextInt(20);
        permits = Math.min(permits, 1_000_000_000_000_000L);
        if (algorithm == Algorithm.FIXED_WINDOW && random.nextBoolean()) {
            return Limit.window(permits, calendar());
        }
        if (algorithm.windowed()) {
            return Limit.window(algorithm, permits, period);
        }
        long capacity = random.nextBoolean() ? permits : 1 + random.nextLong(3 * permits);
        return Limit.bucket(algorithm, Math.min(capacity, 1_000_000_000_000_000L), permits, period);
    }

    private CalendarWindow calendar() {
        ZoneId zone = ZoneId.of(ZONES[random.nextInt(ZONES.length)]);
        return switch (random.nextInt(4)) {
            // From midnight in UTC, as windows of 24 hours are.
            case 0 -> new CalendarWindow(Unit.DAY, ZoneOffset.UTC, 0);
            case 1 -> new CalendarWindow(Unit.DAY, zone, random.nextInt(1_440));
            case 2 -> new CalendarWindow(Unit.WEEK, zone, 1 + random.nextInt(7));
            default -> new CalendarWindow(Unit.MONTH, zone, 1 + random.nextInt(31));
        };
    }
}
