package dev.ratelimit.list;

import java.util.Arrays;

/**
 * Arrays of 64 places of which few are taken: a bitmap says which, and what is there is packed in their order. Nothing here
 * changes an array; what it gives is a copy.
 */
final class Sparse {

    private Sparse() {}

    /** Where what is at the place of one bit is packed, or would be. */
    static int index(long taken, long bit) {
        return Long.bitCount(taken & (bit - 1));
    }

    /** The same with an item at a place, in place of one that is there. */
    static <T> T[] with(T[] items, long taken, long bit, T item) {
        int index = index(taken, bit);
        boolean there = (taken & bit) != 0;
        T[] more = Arrays.copyOf(items, there ? items.length : items.length + 1);
        if (!there) {
            System.arraycopy(items, index, more, index + 1, items.length - index);
        }
        more[index] = item;
        return more;
    }

    /** The same without what is at a place, if anything. */
    static <T> T[] without(T[] items, long taken, long bit) {
        if ((taken & bit) == 0) {
            return items;
        }
        int index = index(taken, bit);
        T[] fewer = Arrays.copyOf(items, items.length - 1);
        System.arraycopy(items, index + 1, fewer, index, fewer.length - index);
        return fewer;
    }
}
