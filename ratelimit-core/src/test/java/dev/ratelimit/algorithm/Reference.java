package dev.ratelimit.algorithm;

import dev.ratelimit.limit.Limit;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The definitions of the five algorithms, slow and exact, for time that runs forward: buckets in rational numbers, and
 * for the windows a log of every admitted request. Shares nothing with the algorithms but the limit.
 */
abstract class Reference {

    final Limit limit;

    private Reference(Limit limit) {
        this.limit = limit;
    }

    static Reference of(Limit limit) {
        return switch (limit.algorithm()) {
            case TOKEN -> new Tokens(limit);
            case LEAKY -> new Volume(limit);
            case FIXED_WINDOW, SLIDING_WINDOW_LOG, SLIDING_WINDOW_COUNTER -> new Log(limit);
        };
    }

    /** Takes {@code cost} if it fits; returns whether it did. */
    abstract boolean take(long now, long cost);

    private static BigInteger big(long number) {
        return BigInteger.valueOf(number);
    }

    /** Tokens come in at the rate, up to the capacity; counted in 1/period. */
    private static final class Tokens extends Reference {
        private BigInteger level = big(limit.capacity()).multiply(big(limit.periodMillis()));
        private long last = Long.MIN_VALUE;

        Tokens(Limit limit) {
            super(limit);
        }

        @Override
        boolean take(long now, long cost) {
            BigInteger full = big(limit.capacity()).multiply(big(limit.periodMillis()));
            BigInteger gained =
                    last == Long.MIN_VALUE ? big(0) : big(now - last).multiply(big(limit.permits()));
            level = level.add(gained).min(full);
            last = now;
            BigInteger left = level.subtract(big(cost).multiply(big(limit.periodMillis())));
            boolean fits = left.signum() >= 0;
            level = fits ? left : level;
            return fits;
        }
    }

    /** Each unit adds to the volume, which leaks at the rate; counted in 1/period. */
    private static final class Volume extends Reference {
        private BigInteger volume = BigInteger.ZERO;
        private long last;

        Volume(Limit limit) {
            super(limit);
        }

        @Override
        boolean take(long now, long cost) {
            BigInteger leaked = big(now - last).multiply(big(limit.permits()));
            volume = volume.subtract(leaked).max(BigInteger.ZERO);
            last = now;
            BigInteger raised = volume.add(big(cost).multiply(big(limit.periodMillis())));
            boolean fits = raised.compareTo(big(limit.capacity()).multiply(big(limit.periodMillis()))) <= 0;
            volume = fits ? raised : volume;
            return fits;
        }
    }

    /** What is in the window, however the algorithm weighs it, may not pass the limit. */
    private static final class Log extends Reference {
        private final List<Request> admitted = new ArrayList<>();

        Log(Limit limit) {
            super(limit);
        }

        @Override
        boolean take(long now, long cost) {
            long window = limit.periodMillis();
            admitted.removeIf(request -> request.at() <= now - 2 * window);
            BigInteger used = BigInteger.ZERO;
            for (Request request : admitted) {
                used = used.add(big(request.cost()).multiply(big(weight(request.at(), now, window))));
            }
            boolean fits = used.add(big(cost).multiply(big(window))).compareTo(big(limit.capacity() * window)) <= 0;
            if (fits) {
                admitted.add(new Request(now, cost));
            }
            return fits;
        }

        /** How much of the window a unit of the past takes up now, out of {@code window}. */
        private long weight(long at, long now, long window) {
            long windowsAgo = now / window - at / window;
            return switch (limit.algorithm()) {
                case FIXED_WINDOW -> windowsAgo == 0 ? window : 0;
                case SLIDING_WINDOW_LOG -> at > now - window ? window : 0;
                default -> windowsAgo == 0 ? window : windowsAgo == 1 ? window - now % window : 0;
            };
        }
    }
}
