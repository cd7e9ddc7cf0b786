package dev.ratelimit.traffic;

import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.limit.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Sees requests on their own threads: those of one in {@code 2^level} callers, each into a place of its own, without a lock
 * or a wait. Where nobody fetches them soon enough the sample becomes coarser by itself. Thread-safe.
 */
public final class Sampler {

    /** One in a million. */
    static final int HIGHEST = 20;

    static final int ROOM = 8_192;
    private static final int HALF = ROOM / 2;
    private static final int FETCH = ROOM / 4;
    private static final int COARSER_EVERY = 256;

    private volatile Page page = new Page(0);
    private volatile int level;
    private volatile Runnable fetch = () -> {};
    // A thread may have taken a place in it, and stand still before it fills that.
    private Page before = new Page(0);

    /** What was seen in a time. */
    private static final class Page {

        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicReferenceArray<@Nullable Glimpse> places = new AtomicReferenceArray<>(ROOM);
        private final AtomicInteger coarsest;

        Page(int level) {
            coarsest = new AtomicInteger(level);
        }
    }

    /**
     * What was fetched.
     *
     * @param level the coarsest at which any of it was seen
     * @param lost for how many there was no place
     */
    record Fetched(List<Glimpse> glimpses, int level, long lost) {}

    /** What is to be run, and must not wait, when it is time to {@link #fetch}. */
    void whenFilling(Runnable task) {
        fetch = task;
    }

    /**
     * Sees a request once its first stage is decided, or a later one by which the caller turned out to be in the sample.
     *
     * @param cost how many times the cost of each rule was asked for
     * @return what may be told of later stages; null where the caller is not in the sample
     */
    public @Nullable Glimpse saw(RequestFacts facts, Verdict verdict, long cost, @Nullable String route) {
        Origin origin = Origin.of(facts);
        if (!Fingerprint.isKept(origin.caller(), level)) {
            return null;
        }
        Glimpse glimpse = new Glimpse(origin, facts, cost, verdict, route);
        put(glimpse);
        return glimpse;
    }

    private void put(Glimpse glimpse) {
        Page current = page;
        int place = current.taken.getAndIncrement();
        if (place < ROOM) {
            current.places.set(place, glimpse);
        }
        if (place == FETCH) {
            fetch.run();
        }
        if (place >= HALF && place % COARSER_EVERY == 0) {
            raise(current);
        }
    }

    private void raise(Page filling) {
        int coarser = Math.min(HIGHEST, level + 1);
        level = coarser;
        filling.coarsest.accumulateAndGet(coarser, Math::max);
    }

    int level() {
        return level;
    }

    /** What is seen until then is as coarse as the coarser of both. */
    void level(int now) {
        page.coarsest.accumulateAndGet(Math.max(level, now), Math::max);
        level = now;
    }

    /** What was seen until the last time, which all threads have long written. For one thread at a time. */
    Fetched fetch() {
        Page settled = before;
        before = page;
        page = new Page(level);
        int taken = Math.min(ROOM, settled.taken.get());
        List<Glimpse> glimpses = new ArrayList<>(taken);
        for (int i = 0; i < taken; i++) {
            Glimpse glimpse = settled.places.get(i);
            if (glimpse != null) {
                glimpses.add(glimpse);
            }
        }
        return new Fetched(glimpses, settled.coarsest.get(), settled.taken.get() - glimpses.size());
    }
}
