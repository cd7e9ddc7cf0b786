package dev.ratelimit.benchmarks;

/** The names that contestants count by. They differ from run to run, so that a used Redis is as good as a new one. */
final class Subjects {

    /** A subject that is never measured. */
    static final int GUARD = 10_000;

    private static final String[] NAMES = new String[GUARD + 1];

    static {
        String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        for (int i = 0; i < NAMES.length; i++) {
            NAMES[i] = "user-" + run + "-" + i;
        }
    }

    private Subjects() {}

    static String name(int subject) {
        return NAMES[subject];
    }
}
