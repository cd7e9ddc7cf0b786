package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Step;
import dev.ratelimit.algorithm.Visit;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One call on many buckets, all or nothing in each group. Twin: {@code many.lua}. */
final class Groups {

    private Groups() {}

    /** The steps of a call, in the order of its charges; {@code stored} finds the bucket of the i-th. */
    static List<Step> steps(Call call, IntFunction<@Nullable Bucket> stored, long now) {
        Action action = call.action();
        List<Charge> charges = call.charges();
        Visit[] visits = new Visit[charges.size()];
        Arrays.setAll(visits, i -> Visit.of(stored.apply(i), charges.get(i).limit(), now));
        long[] granted = new long[visits.length];
        Arrays.setAll(granted, i -> visits[i].fits(action, charges.get(i).cost()));
        long enforced = times(charges, granted, Charge.ENFORCED, action.times());
        Step[] steps = new Step[visits.length];
        Arrays.setAll(steps, i -> {
            Charge charge = charges.get(i);
            long charged = Math.min(enforced, times(charges, granted, charge.group(), action.times()));
            return visits[i].apply(action, charge.cost(), charged > 0 ? charged : granted[i], charged);
        });
        return List.of(steps);
    }

    /** How often a whole group fits. */
    private static long times(List<Charge> charges, long[] granted, int group, long most) {
        long times = most;
        for (int i = 0; i < granted.length; i++) {
            if (charges.get(i).group() == group) {
                times = Math.min(times, granted[i]);
            }
        }
        return times;
    }
}
