package dev.ratelimit.limit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;

/**
 * An exact rate, as a fraction: 0.1 per second is 1 per 10,000 ms.
 *
 * @param permits units per period
 * @param period a whole number of milliseconds
 */
public record Rate(long permits, Duration period) {

    private static final BigDecimal MOST = BigDecimal.TEN.pow(15);
    private static final int MOST_DECIMALS = 9;

    /**
     * The exact fraction, in its lowest terms, for a decimal number per period of at most 400 days.
     *
     * @throws IllegalArgumentException when {@code permits} is not positive or needs more digits than can be counted
     */
    public static Rate of(BigDecimal permits, Duration period) {
        if (permits.signum() <= 0) {
            throw new IllegalArgumentException("rate " + permits + " must be above 0");
        }
        // A number with a huge exponent would take its digits in memory.
        if (permits.compareTo(MOST) > 0 || permits.scale() > MOST_DECIMALS) {
            throw new IllegalArgumentException(
                    "rate " + permits + " is out of range; accepted are 0.000000001 to 10^15, at most 9 decimals");
        }
        if (period.compareTo(Duration.ofMillis(Limit.MAX_MILLIS)) > 0) {
            throw new IllegalArgumentException(period + " is too long; accepted are 1 ms to 400 days");
        }
        BigInteger scaled = permits.setScale(MOST_DECIMALS).unscaledValue();
        BigInteger millis = BigInteger.TEN.pow(MOST_DECIMALS).multiply(BigInteger.valueOf(period.toMillis()));
        BigInteger divisor = scaled.gcd(millis);
        return of(scaled.divide(divisor), millis.divide(divisor), permits, period);
    }

    private static Rate of(BigInteger permits, BigInteger millis, BigDecimal asked, Duration period) {
        if (permits.bitLength() >= Long.SIZE || millis.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException(
                    "rate " + asked.toPlainString() + " has too many digits to be counted" + " exactly over " + period);
        }
        return new Rate(permits.longValueExact(), Duration.ofMillis(millis.longValueExact()));
    }
}
