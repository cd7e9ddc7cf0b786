package dev.ratelimit.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was fetched and is not written yet: requests of one millisecond that are alike together, and bounded. For one thread. */
final class Pending {

    static final int MOST = 20_000;

    private final Map<Long, Integer> lastOfThisMilli = new HashMap<>();
    private final Map<Alike, Alike> known = new HashMap<>();
    private List<Seen> all = new ArrayList<>();
    private int level;
    private int needed;
    private long lost;
    private long startMillis = Long.MAX_VALUE;
    private long endMillis;
    private long milli;

    /** Adds what was fetched, and makes all of it as coarse as the coarsest. */
    void add(Sampler.Fetched fetched, long from, long to) {
        include(from);
        include(to);
        lost += fetched.lost();
        coarser(fetched.level());
        for (Glimpse glimpse : fetched.glimpses()) {
            Seen one = glimpse.seen();
            if (Fingerprint.isKept(one.request().caller(), level)) {
                add(one);
            }
        }
    }

    /** Stores have clocks of their own. */
    private void include(long atMillis) {
        startMillis = Math.min(startMillis, atMillis);
        endMillis = Math.max(endMillis, atMillis);
    }

    private void add(Seen one) {
        include(one.atMillis());
        if (one.atMillis() != milli) {
            milli = one.atMillis();
            lastOfThisMilli.clear();
        }
        Alike request = known.computeIfAbsent(one.request(), same -> same);
        // What one caller did is kept in its order: which of two requests is denied depends on it.
        Integer place = lastOfThisMilli.get(request.caller());
        if (place != null && all.get(place).request().equals(request)) {
            Seen before = all.get(place);
            all.set(place, new Seen(milli, request, before.times() + 1));
            return;
        }
        lastOfThisMilli.put(request.caller(), all.size());
        all.add(new Seen(milli, request, 1));
        boolean more = true;
        while (all.size() > MOST && more) {
            more = coarsen();
        }
    }

    /** Keeps half of the callers; whether that could be. */
    boolean coarsen() {
        coarser(level + 1);
        needed = level;
        return level < Sampler.HIGHEST;
    }

    private void coarser(int now) {
        if (now > level) {
            level = now;
            all.removeIf(one -> !Fingerprint.isKept(one.request().caller(), level));
            lastOfThisMilli.clear();
        }
    }

    /** How coarse it is. */
    int level() {
        return level;
    }

    /** How coarse it had to become for want of room; 0 where there was enough. */
    int needed() {
        return needed;
    }

    /** Whether there is nothing to tell, not even that not all was seen. */
    boolean isEmpty() {
        return all.isEmpty() && lost == 0 && level == 0;
    }

    Blob blob() {
        return new Blob(level, startMillis, endMillis, lost, all);
    }

    /** Begins anew. */
    void clear() {
        all = new ArrayList<>();
        known.clear();
        lastOfThisMilli.clear();
        lost = 0;
        level = 0;
        needed = 0;
        startMillis = Long.MAX_VALUE;
        endMillis = 0;
    }
}
