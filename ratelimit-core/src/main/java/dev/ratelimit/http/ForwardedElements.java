package dev.ratelimit.http;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The elements of a forwarded header from right to left, at most 32 of them, from at most its last 4,096 characters.
 *
 * <p>The right end is what our own proxies wrote, the left end is what anybody may have sent. So the text is also split
 * from the right: a quote that a client leaves open on the left cannot swallow what a proxy appended.
 */
final class ForwardedElements implements Iterator<String> {

    static final int MAX_HOPS = 32;
    static final int MAX_CHARS = 4096;

    private final String text;
    private int end;
    private int hops;

    /** Takes the header's lines in the order of the message; several lines are one list. */
    ForwardedElements(List<String> lines) {
        String joined = String.join(",", lines);
        // A cut leaves half an element at the left: it is dropped by starting at the first comma that is left.
        int cut = joined.length() <= MAX_CHARS ? -1 : joined.indexOf(',', joined.length() - MAX_CHARS);
        this.text = joined.length() > MAX_CHARS && cut < 0 ? "" : joined.substring(cut + 1);
        this.end = text.isEmpty() ? -1 : text.length();
    }

    @Override
    public boolean hasNext() {
        return end >= 0 && hops < MAX_HOPS;
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no element left");
        }
        int comma = commaBefore(end);
        String element = text.substring(comma + 1, end);
        end = comma;
        hops++;
        return trimmed(element);
    }

    /** The last comma before {@code from} that is not within quotes, or -1. */
    private int commaBefore(int from) {
        for (int i = from - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == ',') {
                return i;
            }
            if (c == '"') {
                i = openingQuote(i);
            }
        }
        return -1;
    }

    private int openingQuote(int closing) {
        int quote = text.lastIndexOf('"', closing - 1);
        while (quote > 0 && escaped(quote)) {
            quote = text.lastIndexOf('"', quote - 1);
        }
        return quote;
    }

    private boolean escaped(int quote) {
        int i = quote;
        while (i > 0 && text.charAt(i - 1) == '\\') {
            i--;
        }
        return (quote - i) % 2 == 1;
    }

    /** Only blanks and tabs: what {@code strip} also removes has no place in a header. */
    private static String trimmed(String element) {
        int from = 0;
        int to = element.length();
        while (from < to && blank(element.charAt(from))) {
            from++;
        }
        while (to > from && blank(element.charAt(to - 1))) {
            to--;
        }
        return element.substring(from, to);
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }
}
