package dev.ratelimit.http;

import org.jspecify.annotations.Nullable;

/** IP addresses as text: literals only, no names. */
final class IpLiteral {

    private static final int LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();
    private static final int GROUPS = 8;
    private static final int[] NO_GROUPS = {};

    private IpLiteral() {}

    static @Nullable IpAddress parse(String text) {
        if (text.indexOf(':') < 0) {
            long bits = ipv4(text);
            return bits < 0 ? null : IpAddress.ofIpv4(bits);
        }
        int zone = text.indexOf('%');
        if (zone == text.length() - 1) {
            return null;
        }
        return ipv6(zone < 0 ? text : text.substring(0, zone));
    }

    /** The 32 bits, or -1 when the text is not four plain decimals. */
    private static long ipv4(String text) {
        if (text.length() > "255.255.255.255".length()) {
            return -1;
        }
        String[] words = text.split("\\.", -1);
        long bits = words.length == 4 ? 0 : -1;
        for (int i = 0; i < words.length && bits >= 0; i++) {
            int octet = octet(words[i]);
            bits = octet < 0 ? -1 : bits << 8 | octet;
        }
        return bits;
    }

    private static int octet(String word) {
        // A leading zero means octal to some readers and nothing to others.
        boolean ambiguous = word.length() > 1 && word.charAt(0) == '0';
        if (word.isEmpty() || word.length() > 3 || ambiguous) {
            return -1;
        }
        int value = number(word, 10);
        return value > 255 ? -1 : value;
    }

    private static @Nullable IpAddress ipv6(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(text, true);
            return groups != null && groups.length == GROUPS ? join(groups, NO_GROUPS) : null;
        }
        int[] head = groups(text.substring(0, gap), false);
        int[] tail = groups(text.substring(gap + 2), true);
        if (head == null || tail == null || head.length + tail.length >= GROUPS) {
            return null;
        }
        return join(head, tail);
    }

    /** The 16-bit groups of one side of {@code ::}, or null; a dotted quad may stand at the very end of an address. */
    private static int @Nullable [] groups(String side, boolean atEnd) {
        if (side.isEmpty()) {
            return NO_GROUPS;
        }
        String[] words = side.split(":", -1);
        long quad = atEnd ? ipv4(words[words.length - 1]) : -1;
        int plain = quad < 0 ? words.length : words.length - 1;
        int[] groups = new int[quad < 0 ? plain : plain + 2];
        for (int i = 0; i < plain; i++) {
            groups[i] = words[i].length() <= 4 ? number(words[i], 16) : -1;
            if (groups[i] < 0) {
                return null;
            }
        }
        if (quad >= 0) {
            groups[plain] = (int) (quad >>> 16);
            groups[plain + 1] = (int) (quad & 0xffff);
        }
        return groups;
    }

    /** The number, or -1 when the text is empty or has other than ASCII digits of the base. */
    private static int number(String digits, int base) {
        int value = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length() && value >= 0; i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, base) : -1;
            value = digit < 0 ? -1 : value * base + digit;
        }
        return value;
    }

    private static IpAddress join(int[] head, int[] tail) {
        int[] all = new int[GROUPS];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
        return new IpAddress(half(all, 0), half(all, 4));
    }

    private static long half(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + 4; i++) {
            bits = bits << 16 | groups[i];
        }
        return bits;
    }

    static String format(IpAddress address) {
        if (address.isIpv4()) {
            long bits = address.low();
            return (bits >>> 24 & 0xff) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosAt(address, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return start < 0
                ? hex(address, 0, GROUPS)
                : hex(address, 0, start) + "::" + hex(address, start + length, GROUPS);
    }

    private static int zerosAt(IpAddress address, int from) {
        int i = from;
        while (i < GROUPS && group(address, i) == 0) {
            i++;
        }
        return i - from;
    }

    private static String hex(IpAddress address, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(group(address, i)));
        }
        return text.toString();
    }

    private static int group(IpAddress address, int index) {
        long half = index < 4 ? address.high() : address.low();
        return (int) ((half >>> (16 * (3 - index % 4))) & 0xffff);
    }
}
