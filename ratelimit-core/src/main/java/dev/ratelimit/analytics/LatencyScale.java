package dev.ratelimit.analytics;

/**
 * Durations as steps of a log-linear scale: sixteen steps for each doubling, so that a step is at most a sixteenth of the
 * duration wide. From 64 ns to 17 s; what takes longer is counted by the last step. After HdrHistogram's buckets
 * (Gil Tene, 2012).
 */
public final class LatencyScale {

    /** How many steps there are. */
    public static final int STEPS = 400;

    private static final int UNIT_BITS = 6;
    private static final int STEP_BITS = 4;
    private static final int PER_DOUBLING = 1 << STEP_BITS;

    private LatencyScale() {}

    /** The step of a duration; 0 for a negative one. 148 µs is step 130. */
    public static int step(long nanos) {
        long units = Math.max(0, nanos) >> UNIT_BITS;
        if (units < PER_DOUBLING) {
            return (int) units;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(units);
        int within = (int) (units >>> (exponent - STEP_BITS)) & (PER_DOUBLING - 1);
        return Math.min(STEPS - 1, ((exponent - STEP_BITS + 1) << STEP_BITS) + within);
    }

    /** The shortest duration that is beyond a step, in nanoseconds. */
    public static long endNanos(int step) {
        if (step < PER_DOUBLING) {
            return (step + 1L) << UNIT_BITS;
        }
        int shift = (step >> STEP_BITS) - 1;
        long first = (long) (PER_DOUBLING + (step & (PER_DOUBLING - 1))) << shift;
        return (first + (1L << shift)) << UNIT_BITS;
    }
}
