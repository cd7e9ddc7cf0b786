package dev.ratelimit.http;

import java.util.Random;

/** Texts for tests that throw anything at a parser. */
final class RandomText {

    private RandomText() {}

    /** Up to {@code longest} characters of the alphabet. */
    static String of(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
