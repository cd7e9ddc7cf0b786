package dev.ratelimit.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A share of the JVM's buckets under one lock, which the caller holds.
 *
 * <p>At its cap a stripe looks at eight buckets at random and lets the least used one go, never one that is denied now:
 * an attacker who floods new keys would otherwise wash out the denial that holds him. When all eight are denied, the
 * newcomer shares one overflow bucket for its limit.
 */
final class Stripe {

    private static final int SAMPLE = 8;
    private static final int SWEEP = 2;

    final ReentrantLock lock = new ReentrantLock();
    private final Map<BucketId, Slot> slots = new HashMap<>();
    private final List<Slot> sampled = new ArrayList<>();
    private final Map<BucketId, Slot> overflow = new HashMap<>();
    private final int cap;
    private long overflowed;

    Stripe(int cap) {
        this.cap = cap;
    }

    Slot slot(BucketId id, long now) {
        Slot known = slots.get(id);
        if (known != null) {
            return known;
        }
        sweep(now);
        if (sampled.size() < cap || evict(now)) {
            return add(id);
        }
        overflowed++;
        return overflow.computeIfAbsent(id.shared(), shared -> new Slot(shared, -1));
    }

    void forget(String user, Owners owners) {
        slots.values().stream()
                .filter(slot -> owners.owns(user, slot.id.rule(), slot.id.subject()))
                .toList()
                .forEach(this::remove);
    }

    int size() {
        return slots.size();
    }

    /** How many times a newcomer had to share a bucket. */
    long overflowed() {
        return overflowed;
    }

    /** Two looks for each newcomer keep the expired ones a small share. */
    private void sweep(long now) {
        for (int i = 0; i < SWEEP && !sampled.isEmpty(); i++) {
            Slot slot = any();
            if (slot.idle(now)) {
                remove(slot);
            }
        }
    }

    private boolean evict(long now) {
        Slot least = null;
        for (int i = 0; i < SAMPLE; i++) {
            Slot slot = any();
            if (slot.evictable(now) && (least == null || slot.uses() < least.uses())) {
                least = slot;
            }
        }
        return remove(least);
    }

    private Slot any() {
        return sampled.get(ThreadLocalRandom.current().nextInt(sampled.size()));
    }

    private Slot add(BucketId id) {
        Slot slot = new Slot(id, sampled.size());
        slots.put(id, slot);
        sampled.add(slot);
        return slot;
    }

    private boolean remove(@Nullable Slot slot) {
        if (slot == null) {
            return false;
        }
        Slot last = sampled.remove(sampled.size() - 1);
        if (last != slot) {
            sampled.set(slot.index, last);
            last.index = slot.index;
        }
        slots.remove(slot.id);
        return true;
    }
}
