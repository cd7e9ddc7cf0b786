package dev.ratelimit.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Words that stand for the constants of an enum: {@code fail-open} for {@code FAIL_OPEN}. */
public final class Choice {

    private Choice() {}

    /**
     * The constant that a word stands for, in any case.
     *
     * @throws IllegalArgumentException naming the word, the nearest known one and all that are accepted
     */
    public static <E extends Enum<E>> E parse(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is unknown"
                        + Nearest.hint(word, words(type)) + "; accepted are " + String.join(", ", words(type))));
    }

    /** All words of an enum, in order. */
    public static <E extends Enum<E>> List<String> words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Choice::word).toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
