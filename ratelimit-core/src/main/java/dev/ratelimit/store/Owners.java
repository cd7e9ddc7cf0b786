package dev.ratelimit.store;

import java.util.List;

/** Tells whose buckets are whose. */
public interface Owners {

    /** Everybody whose id is among the parts of a subject. */
    Owners ANY_PART = (user, rule, subject) -> subject.contains(user);

    /**
     * Whether a bucket is one of a user.
     *
     * @param rule whose bucket it is
     * @param subject what it counts
     */
    boolean owns(String user, String rule, List<String> subject);
}
