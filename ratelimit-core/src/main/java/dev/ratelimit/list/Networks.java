package dev.ratelimit.list;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Entries by network, the longest prefix first: a binary trie whose paths are compressed (D. R. Morrison, PATRICIA, 1968).
 * Immutable: a change copies the path to what it changes, so that readers need no lock.
 *
 * <p>Bits are those of {@link IpAddress}, where an IPv4 prefix of 8 is one of 104.
 */
final class Networks {

    private static final int BITS = 128;

    private final long high;
    private final long low;
    private final int length;
    private final @Nullable ListEntry entry;
    private final @Nullable Networks zero;
    private final @Nullable Networks one;

    private Networks(
            long high,
            long low,
            int length,
            @Nullable ListEntry entry,
            @Nullable Networks zero,
            @Nullable Networks one) {
        this.high = high & mask(length);
        this.low = low & mask(length - Long.SIZE);
        this.length = length;
        this.entry = entry;
        this.zero = zero;
        this.one = one;
    }

    /** The entry of the smallest network with the address that holds at a Unix time. */
    static @Nullable ListEntry find(@Nullable Networks root, IpAddress address, long nowMillis) {
        ListEntry best = null;
        Networks node = root;
        while (node != null && node.covers(address.high(), address.low())) {
            if (node.entry != null && node.entry.holds(nowMillis)) {
                best = node.entry;
            }
            node = node.length == BITS ? null : node.child(bit(address.high(), address.low(), node.length));
        }
        return best;
    }

    /** The same with an entry for a network, in place of one that is there. */
    static Networks with(@Nullable Networks root, Cidr network, ListEntry entry) {
        return put(root, leaf(network, entry));
    }

    /** The same without the entry of a network. */
    static @Nullable Networks without(@Nullable Networks root, Cidr network) {
        return root == null ? null : root.removed(leaf(network, null));
    }

    private static Networks leaf(Cidr network, @Nullable ListEntry entry) {
        IpAddress first = network.network();
        int length = network.prefix() + BITS - first.bits();
        return new Networks(first.high(), first.low(), length, entry, null, null);
    }

    private static Networks put(@Nullable Networks node, Networks leaf) {
        if (node == null) {
            return leaf;
        }
        int common = node.common(leaf);
        if (common == node.length) {
            return common == leaf.length
                    ? new Networks(node.high, node.low, common, leaf.entry, node.zero, node.one)
                    : node.with(node.bitOf(leaf), put(node.child(node.bitOf(leaf)), leaf));
        }
        Networks above =
                new Networks(leaf.high, leaf.low, common, common == leaf.length ? leaf.entry : null, null, null);
        above = above.with(above.bitOf(node), node);
        return common == leaf.length ? above : above.with(above.bitOf(leaf), leaf);
    }

    private @Nullable Networks removed(Networks leaf) {
        if (common(leaf) < length || length > leaf.length) {
            return this;
        }
        if (length == leaf.length) {
            return new Networks(high, low, length, null, zero, one).collapsed();
        }
        boolean side = bitOf(leaf);
        Networks child = child(side);
        Networks left = child == null ? null : child.removed(leaf);
        return child == left ? this : with(side, left).collapsed();
    }

    /** A node without an entry is there only to part two others. */
    private @Nullable Networks collapsed() {
        if (entry != null || (zero != null && one != null)) {
            return this;
        }
        return zero == null ? one : zero;
    }

    private Networks with(boolean side, @Nullable Networks child) {
        return new Networks(high, low, length, entry, side ? zero : child, side ? child : one);
    }

    private @Nullable Networks child(boolean side) {
        return side ? one : zero;
    }

    /** Below which child of this another node belongs. */
    private boolean bitOf(Networks other) {
        return bit(other.high, other.low, length);
    }

    private boolean covers(long otherHigh, long otherLow) {
        return (otherHigh & mask(length)) == high && (otherLow & mask(length - Long.SIZE)) == low;
    }

    /** How many bits both have in common, at most the length of the shorter. */
    private int common(Networks other) {
        int same = high == other.high
                ? Long.SIZE + Long.numberOfLeadingZeros(low ^ other.low)
                : Long.numberOfLeadingZeros(high ^ other.high);
        return Math.min(same, Math.min(length, other.length));
    }

    private static boolean bit(long high, long low, int index) {
        long half = index < Long.SIZE ? high : low;
        return (half << index) < 0;
    }

    private static long mask(int length) {
        if (length <= 0) {
            return 0;
        }
        return length >= Long.SIZE ? -1L : -1L << (Long.SIZE - length);
    }
}
