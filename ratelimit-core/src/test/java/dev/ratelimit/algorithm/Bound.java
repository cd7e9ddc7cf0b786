package dev.ratelimit.algorithm;

import dev.ratelimit.limit.Limit;
import java.math.BigInteger;
import java.util.List;

/** Measures a log of admitted requests against the definition of a bound, in exact numbers. */
final class Bound {

    private Bound() {}

    /** The most units in any window of the given length: the instants (t - window, t]. */
    static long mostInAnyWindow(List<Request> admitted, long window) {
        long most = 0;
        long inside = 0;
        int oldest = 0;
        for (Request newest : admitted) {
            inside += newest.cost();
            while (admitted.get(oldest).at() <= newest.at() - window) {
                inside -= admitted.get(oldest++).cost();
            }
            most = Math.max(most, inside);
        }
        return most;
    }

    /**
     * By how much the admitted units exceed rate x W in the worst window [t, t + W] of whatever length, in units times
     * period, so that it is an integer. The bound of the token and the leaky bucket is capacity times period.
     */
    static BigInteger mostAboveRate(List<Request> admitted, Limit limit) {
        BigInteger period = BigInteger.valueOf(limit.periodMillis());
        BigInteger permits = BigInteger.valueOf(limit.permits());
        BigInteger units = BigInteger.ZERO;
        BigInteger least = null;
        BigInteger most = BigInteger.ZERO;
        for (Request request : admitted) {
            BigInteger refilled = permits.multiply(BigInteger.valueOf(request.at()));
            BigInteger before = units.multiply(period).subtract(refilled);
            least = least == null ? before : least.min(before);
            units = units.add(BigInteger.valueOf(request.cost()));
            most = most.max(units.multiply(period).subtract(refilled).subtract(least));
        }
        return most;
    }
}
