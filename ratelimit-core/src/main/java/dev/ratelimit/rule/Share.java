package dev.ratelimit.rule;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which hundredth of all subjects one belongs to, for a rule that is enforced for a share of them. The same on every node
 * and at any time, and another for each rule.
 */
final class Share {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Share() {}

    /** 0 to 99. */
    static int of(String rule, List<String> subject) {
        long hash = add(FNV_OFFSET, rule);
        for (String part : subject) {
            hash = add(hash, part);
        }
        return (int) Long.remainderUnsigned(mixed(hash), 100);
    }

    /** FNV-1a over the text and a byte that UTF-8 never has, so that the ends of parts count. */
    private static long add(long hash, String text) {
        long sum = hash;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            sum = (sum ^ (b & 0xff)) * FNV_PRIME;
        }
        return (sum ^ 0xff) * FNV_PRIME;
    }

    /** The finaliser of MurmurHash3: FNV's bits are not even enough for a remainder. */
    private static long mixed(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
