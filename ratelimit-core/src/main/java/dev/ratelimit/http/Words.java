package dev.ratelimit.http;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Settings that are one of a few words. */
final class Words {

    private Words() {}

    /** The value whose word is the text, in any case; a fault names the text and the accepted words. */
    static <T> T choose(String what, String text, T[] values, Function<T, String> word) {
        return Arrays.stream(values)
                .filter(value -> word.apply(value).equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not " + what
                        + "; accepted is one of "
                        + Arrays.stream(values).map(word).collect(Collectors.joining(", "))));
    }
}
