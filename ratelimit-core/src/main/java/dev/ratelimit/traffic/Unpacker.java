package dev.ratelimit.traffic;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.limit.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Packer} writes. What somebody else wrote, or a newer library, is no reason to read nothing. */
final class Unpacker {

    /** What a blob may become; one of a node is smaller. */
    static final int MOST_BYTES = 1 << 20;

    private final ByteBuffer in;

    private Unpacker(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    static @Nullable Blob unpack(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != Packer.VERSION) {
            return null;
        }
        try {
            return new Unpacker(inflated(bytes)).blob();
        } catch (DataFormatException | RuntimeException e) {
            return null;
        }
    }

    private static byte[] inflated(byte[] bytes) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, 1, bytes.length - 1);
            byte[] all = new byte[16 * Blob.MOST_BYTES];
            int length = 0;
            while (!inflater.finished()) {
                int more = inflater.inflate(all, length, all.length - length);
                length += more;
                boolean full = length == all.length;
                if (inflater.finished()) {
                    break;
                }
                if ((more == 0 && !full) || length >= MOST_BYTES) {
                    throw new DataFormatException("cut off, or larger than any that was written");
                }
                all = full ? Arrays.copyOf(all, 2 * all.length) : all;
            }
            return Arrays.copyOf(all, length);
        } finally {
            inflater.end();
        }
    }

    private Blob blob() {
        int level = (int) Math.min(Sampler.HIGHEST, number());
        long start = number();
        long end = number();
        long lost = number();
        List<String> texts = list(this::text);
        List<Map<String, Outcome>> sayings = list(() -> saying(texts));
        List<Alike> requests = list(() -> request(texts, sayings));
        long[] at = {start};
        List<Seen> seen = list(() -> {
            at[0] += unzigzag(number());
            return new Seen(at[0], requests.get((int) number()), (int) number());
        });
        return new Blob(level, start, end, lost, seen);
    }

    private <T> List<T> list(Supplier<T> one) {
        long count = number();
        List<T> all = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            all.add(one.get());
        }
        return all;
    }

    private String text() {
        byte[] bytes = new byte[(int) Math.min(in.remaining(), number())];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Map<String, Outcome> saying(List<String> texts) {
        Map<String, Outcome> rules = new TreeMap<>();
        long count = number();
        for (long i = 0; i < count; i++) {
            String rule = texts.get((int) number() - 1);
            rules.put(rule, Packer.OUTCOMES.get((int) number()));
        }
        return rules;
    }

    private Alike request(List<String> texts, List<Map<String, Outcome>> sayings) {
        return new Alike(
                in.getLong(),
                Packer.WHO.get((int) number()),
                in.getLong(),
                find(texts),
                find(texts),
                find(texts),
                find(texts),
                number(),
                source(find(texts)),
                number() == 1,
                sayings.get((int) number()));
    }

    private @Nullable String find(List<String> texts) {
        int text = (int) number();
        return text == 0 ? null : texts.get(text - 1);
    }

    private static Source source(@Nullable String id) {
        return Arrays.stream(Source.values())
                .filter(source -> source.id().equals(id))
                .findFirst()
                .orElse(Source.NO_RULE);
    }

    private long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                break;
            }
        }
        return value;
    }

    private static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }
}
