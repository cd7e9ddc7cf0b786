package dev.ratelimit.algorithm;

import dev.ratelimit.limit.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Virtual histories of requests, in order of time. */
enum Traffic {
    /** Gaps of any length up to twice what the limit sustains. */
    UNIFORM {
        @Override
        long gap(Limit limit, SplittableRandom random) {
            return random.nextLong(2 * sustained(limit) + 2);
        }
    },
    /** Callers who know nothing of each other: gaps are exponential. */
    POISSON {
        @Override
        long gap(Limit limit, SplittableRandom random) {
            return Math.round(-Math.log(1 - random.nextDouble()) * sustained(limit));
        }
    },
    /** Many at once, then a pause of up to two windows. */
    BURSTY {
        @Override
        long gap(Limit limit, SplittableRandom random) {
            return random.nextLong(2 * limit.capacity()) > 0 ? 0 : random.nextLong(2 * limit.fillMillis() + 2);
        }
    },
    /** One at a time, each as late as the last, a little more than the limit sustains. */
    STEADY {
        @Override
        long gap(Limit limit, SplittableRandom random) {
            return Math.max(1, sustained(limit) - 1);
        }
    };

    static final long START = 1_700_000_000_000L;

    abstract long gap(Limit limit, SplittableRandom random);

    /** Requests of one unit. */
    List<Request> units(Limit limit, SplittableRandom random, int count) {
        List<Request> requests = new ArrayList<>(count);
        long at = START;
        for (int i = 0; i < count; i++) {
            at += gap(limit, random);
            requests.add(new Request(at, 1));
        }
        return requests;
    }

    /** Requests of up to the capacity, most of them small, a few of more than ever fits. */
    List<Request> requests(Limit limit, SplittableRandom random, int count) {
        return units(limit, random, count).stream()
                .map(unit -> new Request(unit.at(), cost(limit, random)))
                .toList();
    }

    /** A limit's worth just before and just after each boundary of the clock's windows. */
    static List<Request> atBoundaries(Limit limit, SplittableRandom random, int windows) {
        long window = limit.fillMillis();
        List<Request> requests = new ArrayList<>();
        for (long start = START - START % window; windows > 0; windows--, start += window) {
            long before = start + window - 1 - random.nextLong(Math.min(3, window));
            for (int i = 0; i <= limit.capacity(); i++) {
                requests.add(new Request(before, 1));
            }
            for (int i = 0; i <= limit.capacity(); i++) {
                requests.add(new Request(start + window, 1));
            }
        }
        requests.sort((a, b) -> Long.compare(a.at(), b.at()));
        return requests;
    }

    /** The gap at which the limit is just used up. */
    static long sustained(Limit limit) {
        return limit.periodMillis() / limit.permits();
    }

    private static long cost(Limit limit, SplittableRandom random) {
        return random.nextInt(5) == 0 ? random.nextLong(limit.capacity() + 2) : 1 + random.nextInt(2);
    }
}
