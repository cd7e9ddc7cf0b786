package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to a store: one action on some buckets, all or nothing within {@link Charge#ENFORCED}.
 *
 * @param charges no bucket twice; none only where there is a user, whose version is compared then
 * @param user the user to keep a record of, if any
 * @param takenBy who took what is put back, so that it goes back there or nowhere; null for anything else
 */
public record Call(
        Action action,
        List<Charge> charges,
        @Nullable AssumedUser user,
        @Nullable Source takenBy) {

    public Call {
        charges = List.copyOf(charges);
        if (charges.isEmpty() && user == null) {
            throw new IllegalArgumentException("a call needs a charge or a user");
        }
        if (charges.size() > 1) {
            Set<BucketId> seen = new HashSet<>();
            for (Charge charge : charges) {
                if (!seen.add(charge.bucket())) {
                    throw new IllegalArgumentException("the call charges a bucket twice: " + charge.bucket());
                }
            }
        }
    }

    /** A call that puts nothing back. */
    public Call(Action action, List<Charge> charges, @Nullable AssumedUser user) {
        this(action, charges, user, null);
    }

    /** Puts back what was taken at {@code takenAt} of the clock of whoever took it. */
    public static Call putBack(List<Charge> charges, long takenAt, Source takenBy) {
        return new Call(Action.putBack(takenAt), charges, null, takenBy);
    }
}
