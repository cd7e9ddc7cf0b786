package dev.ratelimit.rule;

import java.util.List;

/**
 * A pattern in which {@code *} stands for any run of characters, none included; everything else stands for itself, case
 * included. Matching takes at most the product of both lengths in steps, whatever the pattern, and allocates nothing.
 *
 * @param pattern the text of the pattern
 */
record TextGlob(String pattern) {

    static List<TextGlob> all(List<String> patterns) {
        return patterns.stream().map(TextGlob::new).toList();
    }

    /** Whether one of the patterns covers a text; walked by index, so that nothing is allocated. */
    static boolean anyMatches(List<TextGlob> globs, String text) {
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).matches(text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the pattern covers one text only. */
    boolean literal() {
        return pattern.indexOf('*') < 0;
    }

    /** What every text begins with that the pattern covers. */
    String beginning() {
        return literal() ? pattern : pattern.substring(0, pattern.indexOf('*'));
    }

    boolean matches(String text) {
        return matches(text, 0, text.length());
    }

    /**
     * Whether the pattern covers all of {@code text} from {@code from} to {@code end}. Only the last star met needs to be
     * tried again: what an earlier one covers is never worth making longer.
     */
    boolean matches(String text, int from, int end) {
        int at = from;
        int next = 0;
        int star = -1;
        int covered = from;
        while (at < end) {
            if (next < pattern.length() && pattern.charAt(next) == '*') {
                star = next++;
                covered = at;
            } else if (next < pattern.length() && pattern.charAt(next) == text.charAt(at)) {
                next++;
                at++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++covered;
            } else {
                return false;
            }
        }
        return onlyStars(next);
    }

    private boolean onlyStars(int from) {
        int next = from;
        while (next < pattern.length() && pattern.charAt(next) == '*') {
            next++;
        }
        return next == pattern.length();
    }
}
