package dev.ratelimit.algorithm;

/**
 * A verb with its number.
 *
 * @param times take: how many times the cost may be taken at most, 1 for a request; otherwise 1
 * @param takenAt put back: the store's clock when it was taken, so that nothing is put back into a window that never
 *     held it; otherwise 0
 */
public record Action(Verb verb, long times, long takenAt) {

    /** What a request does: takes its cost once or not at all. */
    public static final Action TAKE = take(1);

    /** Charges although it may not fit. */
    public static final Action CHARGE = new Action(Verb.CHARGE, 1, 0);

    public Action {
        if (times < 1) {
            throw new IllegalArgumentException("times " + times + " is out of range; accepted are 1 and more");
        }
    }

    /** Takes as often as fits, up to {@code times}. */
    public static Action take(long times) {
        return new Action(Verb.TAKE, times, 0);
    }

    /** Puts back what a verdict of {@code takenAt} took. */
    public static Action putBack(long takenAt) {
        return new Action(Verb.PUT_BACK, 1, takenAt);
    }

    /** The number on the wire: times for a take, the instant for a put back. */
    public long number() {
        return verb == Verb.PUT_BACK ? takenAt : times;
    }
}
