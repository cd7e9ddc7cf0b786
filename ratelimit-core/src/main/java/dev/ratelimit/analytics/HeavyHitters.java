package dev.ratelimit.analytics;

import java.util.HashMap;
import java.util.Map;

/**
 * Who came most often, in memory that does not grow: Space-Saving (Metwally, Agrawal, El Abbadi, 2005). Whoever makes more
 * than one in 64 of what falls into a stripe is found; a count is never too small, and too great by at most the least count
 * of its stripe. Up to 64 subjects a stripe are counted exactly. Thread-safe.
 */
final class HeavyHitters {

    private static final int STRIPES = 16;
    private static final int MOST = 64;

    private final Stripe[] stripes = new Stripe[STRIPES];

    HeavyHitters() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    void add(String subject) {
        stripe(subject).add(subject);
    }

    private Stripe stripe(String subject) {
        int hash = subject.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    /** What was counted since the last time; forgotten here. */
    Map<String, Long> drain() {
        Map<String, Long> all = new HashMap<>();
        for (Stripe stripe : stripes) {
            stripe.drainTo(all);
        }
        return all;
    }

    /** A share of the subjects. */
    private static final class Stripe {

        private final Map<String, Integer> places = new HashMap<>();
        private final String[] subjects = new String[MOST];
        private final long[] counts = new long[MOST];
        private int size;

        synchronized void add(String subject) {
            Integer place = places.get(subject);
            if (place != null) {
                counts[place]++;
            } else if (size < MOST) {
                put(size++, subject);
                counts[size - 1] = 1;
            } else {
                int least = least();
                places.remove(subjects[least]);
                put(least, subject);
                counts[least]++;
            }
        }

        private void put(int place, String subject) {
            subjects[place] = subject;
            places.put(subject, place);
        }

        private int least() {
            int least = 0;
            for (int i = 1; i < MOST; i++) {
                if (counts[i] < counts[least]) {
                    least = i;
                }
            }
            return least;
        }

        synchronized void drainTo(Map<String, Long> all) {
            for (int i = 0; i < size; i++) {
                all.put(subjects[i], counts[i]);
                subjects[i] = null;
            }
            places.clear();
            size = 0;
        }
    }
}
