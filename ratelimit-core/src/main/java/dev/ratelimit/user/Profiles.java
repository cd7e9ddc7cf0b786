package dev.ratelimit.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * The profiles that this node knows, bounded. They may be out of date: the store compares versions and answers with the
 * record when a decision would rest on another one. Thread-safe.
 */
public final class Profiles {

    private static final long MOST = 100_000;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofHours(1))
            // The common pool's threads would outlive an undeployed application and hold on to it.
            .executor(Runnable::run)
            .build();
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

    /** Learns a user's record as the store has it. */
    public Profile learn(String user, Map<String, String> fields) {
        Profile profile = Profile.of(fields);
        known.put(user, new Known(profile, clock.millis()));
        return profile;
    }

    /** A profile, and when the life of its record was last renewed from here. */
    public final class Known {

        private final Profile profile;
        private volatile long renewedMillis;

        Known(Profile profile, long renewedMillis) {
            this.profile = profile;
            this.renewedMillis = renewedMillis;
        }

        /** The user's profile. */
        public Profile profile() {
            return profile;
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
