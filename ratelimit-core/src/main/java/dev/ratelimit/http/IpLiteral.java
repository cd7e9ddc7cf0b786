package dev.ratelimit.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** IP addresses as text: literals only, no names. */
final class IpLiteral {

    private static final int LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();
    private static final int GROUPS = 8;

    private IpLiteral() {}

    static @Nullable IpAddress parse(String text) {
        if (text.indexOf(':') < 0) {
            long bits = ipv4(text, 0);
            return bits < 0 ? null : IpAddress.ofIpv4(bits);
        }
        int zone = text.indexOf('%');
        if (zone == text.length() - 1) {
            return null;
        }
        return ipv6(zone < 0 ? text : text.substring(0, zone));
    }

    /** The 32 bits, or -1 when the text from there on is not four plain decimals. */
    private static long ipv4(String text, int from) {
        long bits = 0;
        int start = from;
        for (int i = 1; i <= 4 && bits >= 0; i++) {
            int dot = text.indexOf('.', start);
            int end = i == 4 ? text.length() : dot;
            int octet = octet(text, start, end);
            bits = octet < 0 ? -1 : bits << 8 | octet;
            start = end + 1;
        }
        return bits;
    }

    private static int octet(String text, int from, int to) {
        // A leading zero means octal to some readers and nothing to others.
        boolean ambiguous = to > from + 1 && text.charAt(from) == '0';
        int value = ambiguous ? -1 : number(text, from, to, 3, 10);
        return value > 255 ? -1 : value;
    }

    private static @Nullable IpAddress ipv6(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        int[] groups = new int[GROUPS];
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, 0, text.length(), groups, 0) == GROUPS ? join(groups) : null;
        }
        int before = groups(text, 0, gap, groups, 0);
        int all = before < 0 ? -1 : groups(text, gap + 2, text.length(), groups, before);
        if (all < 0 || all >= GROUPS) {
            return null;
        }
        int start = GROUPS - (all - before);
        System.arraycopy(groups, before, groups, start, all - before);
        Arrays.fill(groups, before, start, 0);
        return join(groups);
    }

    /**
     * Reads the 16-bit groups of one side of {@code ::}, and says how many there are with it, or -1; a dotted quad may stand
     * at the very end of an address.
     */
    private static int groups(String text, int from, int to, int[] groups, int known) {
        int count = known;
        int start = from;
        while (start <= to && from < to && count >= 0) {
            int colon = text.indexOf(':', start);
            int end = colon < 0 ? to : Math.min(colon, to);
            count = end == text.length() && text.indexOf('.', start) >= 0
                    ? quad(text, start, groups, count)
                    : group(text, start, end, groups, count);
            start = end + 1;
        }
        return count;
    }

    private static int group(String text, int from, int to, int[] groups, int count) {
        int value = count < GROUPS ? number(text, from, to, 4, 16) : -1;
        if (value < 0) {
            return -1;
        }
        groups[count] = value;
        return count + 1;
    }

    private static int quad(String text, int from, int[] groups, int count) {
        long bits = count <= GROUPS - 2 ? ipv4(text, from) : -1;
        if (bits < 0) {
            return -1;
        }
        groups[count] = (int) (bits >>> 16);
        groups[count + 1] = (int) (bits & 0xffff);
        return count + 2;
    }

    /** The number, or -1 when the text is empty, too long, or has other than ASCII digits of the base. */
    private static int number(String text, int from, int to, int longest, int base) {
        int value = from < to && to - from <= longest ? 0 : -1;
        for (int i = from; i < to && value >= 0; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, base) : -1;
            value = digit < 0 ? -1 : value * base + digit;
        }
        return value;
    }

    private static IpAddress join(int[] groups) {
        return new IpAddress(half(groups, 0), half(groups, 4));
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
