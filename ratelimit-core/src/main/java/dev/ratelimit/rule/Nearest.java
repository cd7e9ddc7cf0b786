package dev.ratelimit.rule;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the known word that a mistyped one was meant to be. */
public final class Nearest {

    /** No known word is longer; keeps the work small whatever is asked. */
    private static final int LONGEST = 64;

    /** Fewer letters begin too many words. */
    private static final int SHORTEST = 3;

    private Nearest() {}

    /**
     * The known word that {@code word} is closest to, case aside, when at most about a third of its letters differ, or else
     * one that begins with it or that it begins with: {@code capcity} finds {@code capacity}, {@code expires} finds
     * {@code expires_at}, {@code speed} finds nothing.
     */
    public static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate ->
                        distance(word, candidate) <= (word.length() + 1) / 3 || isBeginning(word, candidate))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isBeginning(String word, String candidate) {
        int shorter = Math.min(word.length(), candidate.length());
        return shorter >= SHORTEST && word.regionMatches(true, 0, candidate, 0, shorter);
    }

    /** What to add to a message about an unknown word: {@code ; did you mean "capacity"?}, or nothing. */
    public static String hint(String word, Collection<String> known) {
        return of(word, known).map(found -> "; did you mean \"" + found + "\"?").orElse("");
    }

    /** How many letters must be inserted, removed, replaced or swapped with the next one, row by row. */
    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] next = new int[b.length() + 1];
            next[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = row[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int swapped = isSwap(a, i, b, j) ? above[j - 2] + 1 : replaced;
                next[j] = Math.min(Math.min(replaced, swapped), 1 + Math.min(row[j], next[j - 1]));
            }
            above = row;
            row = next;
        }
        return row[b.length()];
    }

    /** Whether the two letters before these places are the same in the other order. */
    private static boolean isSwap(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
