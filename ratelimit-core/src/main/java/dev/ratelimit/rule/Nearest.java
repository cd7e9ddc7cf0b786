package dev.ratelimit.rule;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a mistyped one was meant to be. */
public final class Nearest {

    /** No known word is longer; keeps the work small whatever is asked. */
    private static final int LONGEST = 64;

    private Nearest() {}

    /**
     * The known word that {@code word} is closest to, case aside, when at most about a third of its letters differ:
     * {@code capcity} finds {@code capacity}, {@code speed} finds nothing.
     */
    public static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= (word.length() + 1) / 3)
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** What to add to a message about an unknown word: {@code ; did you mean "capacity"?}, or nothing. */
    public static String hint(String word, Collection<String> known) {
        return of(word, known).map(found -> "; did you mean \"" + found + "\"?").orElse("");
    }

    /** How many letters must be inserted, removed or replaced (Levenshtein), row by row. */
    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
