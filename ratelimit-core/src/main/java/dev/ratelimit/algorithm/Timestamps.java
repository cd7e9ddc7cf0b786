package dev.ratelimit.algorithm;

import java.util.Arrays;

/**
 * An ascending sequence of instants that only grows at the end and shrinks at the start. Values are immutable, but
 * successive ones share one array: the newest appends in place, so an append costs O(1) on the average and a drop is a
 * binary search. Threads that append to one lineage must hold one lock.
 */
public final class Timestamps {

    static final Timestamps NONE = new Timestamps(new Tail(new long[0]), 0, 0);

    /** The shared array and how much of it is written; only the value that ends there may append in place. */
    private static final class Tail {
        private final long[] instants;
        private int written;

        Tail(long[] instants) {
            this.instants = instants;
        }
    }

    private final Tail tail;
    private final int from;
    private final int to;

    private Timestamps(Tail tail, int from, int to) {
        this.tail = tail;
        this.from = from;
        this.to = to;
    }

    public int size() {
        return to - from;
    }

    public boolean isEmpty() {
        return to == from;
    }

    /** The instant at {@code index}, from 0, the oldest. */
    public long get(int index) {
        return tail.instants[from + index];
    }

    /** All instants, oldest first. */
    public long[] toArray() {
        return Arrays.copyOfRange(tail.instants, from, to);
    }

    /** Only those later than {@code horizon}. */
    Timestamps after(long horizon) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tail.instants[middle] > horizon) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == from ? this : low == to ? NONE : new Timestamps(tail, low, to);
    }

    /** The same number, none later than {@code now}. */
    Timestamps atMost(long now) {
        return copyOf(
                Arrays.stream(toArray()).map(instant -> Math.min(instant, now)).toArray());
    }

    /** With {@code n} more at {@code now}, which is not before the last. */
    Timestamps append(long now, int n) {
        if (n == 0) {
            return this;
        }
        Timestamps roomy = tail.written == to && to + n <= tail.instants.length ? this : grown(n);
        Arrays.fill(roomy.tail.instants, roomy.to, roomy.to + n, now);
        roomy.tail.written = roomy.to + n;
        return new Timestamps(roomy.tail, roomy.from, roomy.to + n);
    }

    /** Without up to {@code n} of those at {@code instant}. */
    Timestamps remove(long instant, long n) {
        long[] kept = new long[size()];
        int count = 0;
        long left = n;
        for (int i = size() - 1; i >= 0; i--) {
            if (get(i) == instant && left > 0) {
                left--;
            } else {
                kept[kept.length - ++count] = get(i);
            }
        }
        return copyOf(Arrays.copyOfRange(kept, kept.length - count, kept.length));
    }

    private Timestamps grown(int n) {
        Tail copy = new Tail(Arrays.copyOfRange(tail.instants, from, from + Math.max(8, 2 * (size() + n))));
        copy.written = size();
        return new Timestamps(copy, 0, size());
    }

    private static Timestamps copyOf(long[] instants) {
        Tail copy = new Tail(instants);
        copy.written = instants.length;
        return new Timestamps(copy, 0, instants.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Timestamps that && Arrays.equals(toArray(), that.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toArray());
    }

    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }
}
