package dev.ratelimit.traffic;

/**
 * 64 bits that stand for a text, so that the log tells callers apart without naming them. Whoever knows a name can look for
 * it. Equal on all nodes; made without allocating anything.
 */
public final class Fingerprint {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Fingerprint() {}

    /** FNV-1a over the characters, mixed as MurmurHash3 does, since callers are sampled by the first bits. Never 0. */
    public static long of(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }

    /** Whether a caller is among the one in {@code 2^level} that are kept. */
    static boolean isKept(long fingerprint, int level) {
        return level == 0 || fingerprint >>> (Long.SIZE - level) == 0;
    }
}
