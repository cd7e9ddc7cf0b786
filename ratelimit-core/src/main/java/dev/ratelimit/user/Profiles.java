package dev.ratelimit.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;

/**
 * The profiles that this node knows, bounded. They may be out of date: the store compares versions and answers with the
 * record when a decision would rest on another one. Thread-safe.
 */
public final class Profiles {

    private static final long MOST = 100_000;

    private final Cache<String, Profile> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofHours(1))
            // The common pool's threads would outlive an undeployed application and hold on to it.
            .executor(Runnable::run)
            .build();

    /** What is known of a user; plain when nothing is. */
    public Profile find(String user) {
        Profile profile = known.getIfPresent(user);
        return profile == null ? Profile.PLAIN : profile;
    }

    /** Learns a user's record as the store has it. */
    public Profile learn(String user, Map<String, String> fields) {
        Profile profile = Profile.of(fields);
        known.put(user, profile);
        return profile;
    }
}
