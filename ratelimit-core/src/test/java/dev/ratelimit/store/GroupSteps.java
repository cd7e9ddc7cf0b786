package dev.ratelimit.store;

import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Step;
import java.util.List;
import java.util.function.IntFunction;

/** Lets tests of other packages make the steps of a call at an instant of their own. */
public final class GroupSteps {

    private GroupSteps() {}

    public static List<Step> of(Call call, IntFunction<Bucket> stored, long now) {
        return Groups.steps(call, stored, now);
    }
}
