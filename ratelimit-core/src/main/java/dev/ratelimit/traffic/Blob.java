package dev.ratelimit.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one node saw in a short time, as it is written.
 *
 * @param level how coarse the sample is
 * @param startMillis since when
 * @param endMillis until when
 * @param lost how many requests there was no room for
 */
record Blob(int level, long startMillis, long endMillis, long lost, List<Seen> seen) {

    /** With what a server adds, this fits into the 4 KB that it takes from its allocator for a node of a stream. */
    static final int MOST_BYTES = 3_900;

    Blob {
        seen = List.copyOf(seen);
    }

    byte[] pack() {
        return new Packer().pack(this);
    }

    /** What was packed; null for what this version of the library cannot read. */
    static @Nullable Blob unpack(byte[] bytes) {
        return Unpacker.unpack(bytes);
    }
}
