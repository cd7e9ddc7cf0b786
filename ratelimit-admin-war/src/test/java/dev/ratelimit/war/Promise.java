package dev.ratelimit.war;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A time that is promised. A busy machine gets ten times that; {@code -Dproof.factor=1} holds us to the promise itself.
 */
record Promise(String what, Duration promised) {

    private static final int FACTOR = Integer.getInteger("proof.factor", 10);
    private static final int MEASUREMENTS = 5;

    interface Measurement {
        /** Does it once; how many milliseconds it took. */
        long millis() throws Exception;
    }

    /** The milliseconds that a deed takes. */
    static Measurement of(Deed deed) {
        return () -> {
            long start = System.nanoTime();
            deed.run();
            return (System.nanoTime() - start) / 1_000_000;
        };
    }

    interface Deed {
        void run() throws Exception;
    }

    /** Measures several times and prints what it saw; not even the slowest may take too long. */
    void isKept(Measurement measurement) throws Exception {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < MEASUREMENTS; i++) {
            took.add(measurement.millis());
        }
        Collections.sort(took);
        System.out.printf(
                "%s: %d ms (median of %s), promised are %d ms%n",
                what, took.get(MEASUREMENTS / 2), took, promised.toMillis());
        assertThat(Duration.ofMillis(Collections.max(took)))
                .as(what)
                .isLessThanOrEqualTo(promised.multipliedBy(FACTOR));
    }
}
