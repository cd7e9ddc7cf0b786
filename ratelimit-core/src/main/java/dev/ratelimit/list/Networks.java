package dev.ratelimit.list;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Entries by network, the longest prefix first: a trie that takes six bits at a step (W. Eatherton, G. Varghese, Z. Dittia,
 * "Tree Bitmap", 2004) and leaves out the steps at which nothing parts (D. R. Morrison, PATRICIA, 1968): each step may miss
 * the processor's caches, and six bits need fewer of them than one.
 * Immutable: a change copies the path to what it changes, so that readers need no lock.
 *
 * <p>Bits are those of {@link IpAddress}, where an IPv4 prefix of 8 is one of 104.
 */
final class Networks {

    private static final int BITS = 128;
    private static final int STRIDE = 6;
    private static final Networks[] CHILDLESS = {};

    /** For each step the numbers of the prefixes that lie on it: of 0 to 5 of its bits, after a 1. */
    private static final long[] COVERING = new long[1 << STRIDE];

    static {
        for (int step = 0; step < COVERING.length; step++) {
            for (int bits = 0; bits < STRIDE; bits++) {
                COVERING[step] |= 1L << number(step, bits);
            }
        }
    }

    private final long high;
    private final long low;
    /** How many bits, a multiple of the stride, lead here. */
    private final int depth;
    /** Which prefixes of the next step have an entry, by their numbers. */
    private final long held;
    /** The entries of these, in the order of the numbers. */
    private final ListEntry[] entries;
    /** Which next steps lead on. */
    private final long parted;
    /** Where to, in the order of the steps. */
    private final Networks[] children;

    private Networks(Networks place, long held, ListEntry[] entries, long parted, Networks[] children) {
        this.high = place.high;
        this.low = place.low;
        this.depth = place.depth;
        this.held = held;
        this.entries = entries;
        this.parted = parted;
        this.children = children;
    }

    private Networks(long high, long low, int depth, long held, ListEntry... entries) {
        this.high = high & mask(depth);
        this.low = low & mask(depth - Long.SIZE);
        this.depth = depth;
        this.held = held;
        this.entries = entries;
        this.parted = 0;
        this.children = CHILDLESS;
    }

    /** The entry of the smallest network with the address that holds at a Unix time. */
    static @Nullable ListEntry find(@Nullable Networks root, IpAddress address, long nowMillis) {
        long high = address.high();
        long low = address.low();
        ListEntry best = null;
        Networks node = root;
        while (node != null && node.covers(high, low)) {
            int step = step(high, low, node.depth);
            ListEntry nearer = node.holding(step, nowMillis);
            best = nearer == null ? best : nearer;
            node = node.child(step);
        }
        return best;
    }

    /** The same with an entry for a network, in place of one that is there. */
    static Networks with(@Nullable Networks root, Cidr network, ListEntry entry) {
        Networks leaf = leaf(network, entry);
        return root == null ? leaf : root.put(leaf);
    }

    /** The same without the entry of a network. */
    static @Nullable Networks without(@Nullable Networks root, Cidr network) {
        return root == null ? null : root.removed(leaf(network));
    }

    private static Networks leaf(Cidr network, ListEntry... entry) {
        IpAddress first = network.network();
        int length = network.prefix() + BITS - first.bits();
        int depth = length / STRIDE * STRIDE;
        int step = step(first.high(), first.low(), depth);
        return new Networks(first.high(), first.low(), depth, 1L << number(step, length - depth), entry);
    }

    private @Nullable ListEntry holding(int step, long nowMillis) {
        long covering = held & COVERING[step];
        while (covering != 0) {
            // The longest has the highest number.
            long longest = Long.highestOneBit(covering);
            ListEntry entry = entries[Sparse.index(held, longest)];
            if (entry.holds(nowMillis)) {
                return entry;
            }
            covering ^= longest;
        }
        return null;
    }

    private @Nullable Networks child(int step) {
        long bit = 1L << step;
        return (parted & bit) == 0 ? null : children[Sparse.index(parted, bit)];
    }

    private Networks put(Networks leaf) {
        int common = common(leaf);
        if (common < depth) {
            Networks above = common == leaf.depth ? leaf : new Networks(high, low, common, 0);
            above = above.with(above.stepTo(this), this);
            return common == leaf.depth ? above : above.put(leaf);
        }
        if (depth == leaf.depth) {
            ListEntry[] more = Sparse.with(entries, held, leaf.held, leaf.entries[0]);
            return new Networks(this, held | leaf.held, more, parted, children);
        }
        int step = stepTo(leaf);
        Networks child = child(step);
        return with(step, child == null ? leaf : child.put(leaf));
    }

    private @Nullable Networks removed(Networks leaf) {
        if (common(leaf) < depth) {
            return this;
        }
        if (depth == leaf.depth) {
            ListEntry[] fewer = Sparse.without(entries, held, leaf.held);
            return new Networks(this, held & ~leaf.held, fewer, parted, children).collapsed();
        }
        int step = stepTo(leaf);
        Networks child = child(step);
        Networks left = child == null ? null : child.removed(leaf);
        if (child == left) {
            return this;
        }
        return (left == null ? without(step) : with(step, left)).collapsed();
    }

    /** A node without an entry is there only to part others. */
    private @Nullable Networks collapsed() {
        if (held != 0 || children.length > 1) {
            return this;
        }
        return children.length == 0 ? null : children[0];
    }

    private Networks with(int step, Networks child) {
        long bit = 1L << step;
        return new Networks(this, held, entries, parted | bit, Sparse.with(children, parted, bit, child));
    }

    private Networks without(int step) {
        long bit = 1L << step;
        return new Networks(this, held, entries, parted & ~bit, Sparse.without(children, parted, bit));
    }

    private boolean covers(long otherHigh, long otherLow) {
        return (otherHigh & mask(depth)) == high && (otherLow & mask(depth - Long.SIZE)) == low;
    }

    /** How many bits both have in common, in whole steps and at most those that lead to either. */
    private int common(Networks other) {
        int same = high == other.high
                ? Long.SIZE + Long.numberOfLeadingZeros(low ^ other.low)
                : Long.numberOfLeadingZeros(high ^ other.high);
        return Math.min(same / STRIDE * STRIDE, Math.min(depth, other.depth));
    }

    private int stepTo(Networks other) {
        return step(other.high, other.low, depth);
    }

    /** The bits of an address that follow those that lead to a depth. */
    private static int step(long high, long low, int depth) {
        // A shift by 64 would be none.
        long next = depth < Long.SIZE ? high << depth | low >>> 1 >>> (Long.SIZE - 1 - depth) : low << depth;
        return (int) (next >>> (Long.SIZE - STRIDE));
    }

    private static int number(int step, int bits) {
        return 1 << bits | step >>> (STRIDE - bits);
    }

    private static long mask(int length) {
        if (length <= 0) {
            return 0;
        }
        return length >= Long.SIZE ? -1L : -1L << (Long.SIZE - length);
    }
}
