package dev.ratelimit.algorithm;

import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import org.jspecify.annotations.Nullable;

/**
 * A bucket carried to the instant of one call: how often the call fits, and the step it makes. The verbs stand here
 * once for all algorithms; the Lua twin is in {@code prelude.lua}.
 *
 * <p>Time never runs backwards in a bucket: {@code at} is the later of the store's clock and the bucket's own time, and
 * {@code lag} is what the clock is behind. A bucket whose time is ahead by more than its whole span was written by a
 * clock that has since been set back; it is healed to now. The span of a window of the calendar is what is left of it.
 */
public record Visit(Bucket bucket, Limit limit, long at, long lag, boolean healed) {

    /** Carries what is stored, or a fresh bucket, to {@code limit} and {@code now}. */
    public static Visit of(@Nullable Bucket stored, Limit limit, long now) {
        Bucket bucket = stored == null ? Bucket.fresh(limit, now) : stored;
        boolean ahead = bucket.time() > now && bucket.time() - now > span(limit, now);
        if (ahead) {
            bucket = bucket.heal(limit, now);
        }
        long at = Math.max(now, bucket.time());
        return new Visit(bucket.carry(limit, at), limit, at, at - now, ahead);
    }

    private static long span(Limit limit, long now) {
        CalendarWindow calendar = limit.calendar();
        return calendar == null ? limit.fillMillis() : calendar.end(now) - now;
    }

    /** What is told of a take that was granted once and left {@code after}, a bucket that is not ahead of the clock. */
    public static Reading granted(Bucket after, Limit limit) {
        return new Visit(after, limit, after.time(), 0, false).reading(after, 0, 1);
    }

    /** How often {@code cost} may be taken, 0 to {@code action.times()}. Only a take is ever refused. */
    public long fits(Action action, long cost) {
        if (action.verb() != Verb.TAKE || cost == 0) {
            return action.times();
        }
        if (cost > limit.capacity()) {
            return 0;
        }
        return Math.max(0, Math.min(action.times(), Math.floorDiv(bucket.room(limit, at), cost)));
    }

    /**
     * Makes the step.
     *
     * @param granted what {@link #fits} said
     * @param charged how often the cost is really taken: {@code granted}, or 0 when the request is denied elsewhere
     */
    public Step apply(Action action, long cost, long granted, long charged) {
        Bucket after = switch (action.verb()) {
            case TAKE -> charged * cost == 0 ? bucket : bucket.use(limit, charged * cost, at);
            case CHARGE -> bucket.use(limit, chargeable(cost), at);
            case PUT_BACK -> bucket.putBack(limit, cost, action.takenAt());
        };
        boolean changed = action.verb() != Verb.TAKE || charged * cost > 0 || healed;
        return new Step(after, reading(after, cost, granted), changed);
    }

    /** A debt is at most one capacity. */
    private long chargeable(long cost) {
        return Math.max(0, Math.min(cost, bucket.room(limit, at) + limit.capacity()));
    }

    private Reading reading(Bucket after, long cost, long granted) {
        long capacity = limit.capacity();
        long remaining = Math.max(0, after.room(limit, at));
        long retryAfter = granted > 0 ? 0 : cost > capacity ? Decision.NEVER : lag + after.waitFor(limit, cost, at);
        long resetAt = at + after.waitFor(limit, capacity, at);
        long nextAfter = remaining >= capacity ? Decision.NEVER : lag + after.waitFor(limit, remaining + 1, at);
        return new Reading(granted, remaining, retryAfter, resetAt, nextAfter, healed);
    }
}
