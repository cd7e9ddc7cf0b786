package dev.ratelimit.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A reply as it comes in: numbers apart from texts, none of them boxed. */
final class Reply extends CommandOutput<byte[], byte[], Void> {

    private long[] numbers = new long[8];
    private int size;
    private final List<String> texts = new ArrayList<>(0);

    @SuppressWarnings("NullAway") // Lettuce's output object; this class is its own.
    Reply() {
        super(ByteArrayCodec.INSTANCE, null);
    }

    @Override
    public void multi(int count) {
        numbers = new long[Math.max(0, count)];
    }

    @Override
    public void set(long integer) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size + 1);
        }
        numbers[size++] = integer;
    }

    @Override
    public void set(ByteBuffer bytes) {
        texts.add(bytes == null ? "" : StandardCharsets.UTF_8.decode(bytes).toString());
    }

    /** A score of a sorted set, which is a whole number here. */
    @Override
    public void set(double number) {
        texts.add(Long.toString((long) number));
    }

    int size() {
        return size;
    }

    long number(int index) {
        return numbers[index];
    }

    List<String> texts() {
        return texts;
    }

    /** The texts as the fields and values of a hash. */
    Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            fields.put(texts.get(i), texts.get(i + 1));
        }
        return fields;
    }
}
