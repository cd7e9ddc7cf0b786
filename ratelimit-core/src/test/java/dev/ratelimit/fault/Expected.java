package dev.ratelimit.fault;

/**
 * What a user may expect of a fault.
 *
 * @param loss whether rules follow their failure policy meanwhile
 * @param p99Millis what 99 of 100 checks take at most, from 100 ms after the beginning to the end
 * @param recoverMillis when Redis decides again, at most, after the end
 * @param paid how many checks wait in vain for the budget, at most
 * @param lines how many lines are logged, at most
 * @param cause a text in one of them; empty where there need be none
 * @param wrong what one user gets at most beside what is right
 */
record Expected(Loss loss, double p99Millis, long recoverMillis, long paid, int lines, String cause, Percent wrong) {

    private static final long RECOVER_MILLIS = 750;

    /** Those that are in flight, one for each thread, and five more. */
    private static final long PAID = 8 + 5;

    /** Whether Redis ceases to decide. */
    enum Loss {
        NONE,
        /** Not where it is over too soon for anybody to notice. */
        PERHAPS,
        SURE
    }

    /** Of a limit, wrongly allowed to one user or denied. */
    record Percent(double allowed, double denied) {}

    /** Nothing: a healthy check's latency and no line. A busy machine may hold up a check or two. */
    static Expected nothing() {
        return new Expected(Loss.NONE, 5, RECOVER_MILLIS, 0, 0, "", new Percent(2, 2));
    }

    /** Fallback at once, a line with a text in it when Redis is lost, and one when it is back. */
    static Expected fallback(String cause) {
        // What the nodes count goes on from what Redis said last, and is charged to it afterwards.
        return new Expected(Loss.SURE, 2, RECOVER_MILLIS, PAID, 2, cause, new Percent(15, 5));
    }

    /** It may be over before anybody asks. */
    Expected perhaps() {
        return new Expected(Loss.PERHAPS, p99Millis, recoverMillis, paid, lines, cause, wrong);
    }

    Expected p99(double millis) {
        return new Expected(loss, millis, recoverMillis, paid, lines, cause, wrong);
    }

    Expected recover(long millis) {
        return new Expected(loss, p99Millis, millis, paid, lines, cause, wrong);
    }

    Expected paid(long checks) {
        return new Expected(loss, p99Millis, recoverMillis, checks, lines, cause, wrong);
    }

    Expected lines(int most) {
        return new Expected(loss, p99Millis, recoverMillis, paid, most, cause, wrong);
    }

    Expected wrongly(double allowedPercent, double deniedPercent) {
        return new Expected(
                loss, p99Millis, recoverMillis, paid, lines, cause, new Percent(allowedPercent, deniedPercent));
    }
}
