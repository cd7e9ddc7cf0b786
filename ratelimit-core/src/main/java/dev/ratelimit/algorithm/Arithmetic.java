package dev.ratelimit.algorithm;

/** The two divisions that Lua and Java share. */
final class Arithmetic {

    private Arithmetic() {}

    /** {@code x / y} rounded up, for {@code y > 0}. */
    static long ceilDiv(long x, long y) {
        return -Math.floorDiv(-x, y);
    }

    /** The largest multiple of {@code window} that is not after {@code now}. */
    static long windowStart(long now, long window) {
        return now - Math.floorMod(now, window);
    }
}
