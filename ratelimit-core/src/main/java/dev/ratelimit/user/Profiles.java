package dev.ratelimit.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The profiles that this node knows, bounded. They may be out of date: the store compares versions and answers with the
 * record when a decision would rest on another one. Thread-safe.
 */
public final class Profiles {

    private static final long MOST = 100_000;
    private static final Set<Source> RECORDS = EnumSet.of(Source.REDIS, Source.MEMORY);
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofHours(1))
            // The common pool's threads would outlive an undeployed application and hold on to it.
            .executor(Runnable::run)
            .build();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final AtomicLong forgotten = new AtomicLong();
    private final InstantSource clock;
    private final long lifetimeMillis;
    private final long renewalMillis;

    /** @param lifetime how long the record of an idle user is kept; it is renewed at most hourly */
    public Profiles(InstantSource clock, Duration lifetime) {
        this.clock = clock;
        this.lifetimeMillis = lifetime.toMillis();
        this.renewalMillis = Math.min(HOUR, lifetimeMillis / 2);
    }

    /** How long the record of an idle user is kept. */
    public long lifetimeMillis() {
        return lifetimeMillis;
    }

    /** What is known of a user; plain when nothing is. */
    public Known find(String user) {
        return known.get(user, id -> new Known(Profile.PLAIN, clock.millis() - renewalMillis));
    }

    /** Forgets what is known of a user, or of everybody when the id is empty. */
    public void forget(String user) {
        forgotten.incrementAndGet();
        if (user.isEmpty()) {
            known.invalidateAll();
        } else {
            known.invalidate(user);
        }
    }

    /** How many users are known, about. */
    public long size() {
        return known.estimatedSize();
    }

    /** The same for somebody who only looks: nothing is remembered. */
    public Profile peek(String user) {
        Known found = known.getIfPresent(user);
        return found == null ? Profile.PLAIN : found.profile();
    }

    /** What is known for a decision, which is counted: the store has said so, or it is only assumed. */
    public Known ask(String user) {
        Known found = find(user);
        (found.confirmed() ? hits : misses).increment();
        return found;
    }

    /** How many decisions rested on what the store had said before. */
    public long hits() {
        return hits.sum();
    }

    /** How many rested on an assumption. */
    public long misses() {
        return misses.sum();
    }

    /** How often something was forgotten; for {@link #learn}. */
    public long forgotten() {
        return forgotten.get();
    }

    /**
     * Learns a user's record as the store has it.
     *
     * @param before what {@link #forgotten} said before the store was asked: what was forgotten since may be this
     */
    public Known learn(String user, Map<String, String> fields, long before) {
        Known learnt = new Known(Profile.of(fields), clock.millis());
        learnt.confirmed = true;
        known.put(user, learnt);
        if (forgotten.get() != before) {
            known.invalidate(user);
        }
        return learnt;
    }

    /** A profile, and when the life of its record was last renewed from here. */
    public final class Known {

        private final Profile profile;
        private volatile long renewedMillis;
        private volatile boolean confirmed;

        Known(Profile profile, long renewedMillis) {
            this.profile = profile;
            this.renewedMillis = renewedMillis;
        }

        /** The user's profile. */
        public Profile profile() {
            return profile;
        }

        /** Whether the store has said so, and not only this node assumes it. */
        public boolean confirmed() {
            return confirmed;
        }

        /** Takes an answer that rests on this profile as a confirmation, where it comes from the store that has the records. */
        public Answer.Decided confirmed(Answer.Decided answer) {
            if (!confirmed) {
                List<Decision> decisions = answer.decisions();
                confirmed =
                        decisions.isEmpty() || RECORDS.contains(decisions.get(0).source());
            }
            return answer;
        }

        /** Whether the life of the user's record is to begin anew now; not when it did so lately. */
        public boolean renewal() {
            long now = clock.millis();
            if (now - renewedMillis < renewalMillis) {
                return false;
            }
            renewedMillis = now;
            return true;
        }
    }
}
