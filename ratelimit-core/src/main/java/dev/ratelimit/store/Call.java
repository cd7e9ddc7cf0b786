package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to a store: one action on some buckets, all or nothing within {@link Charge#ENFORCED}.
 *
 * @param charges no bucket twice; none only where there is a user, whose version is compared then
 * @param user the user to keep a record of, if any
 */
public record Call(
        Action action, List<Charge> charges, @Nullable AssumedUser user) {

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
}
