package dev.ratelimit.http;

import org.jspecify.annotations.Nullable;

/**
 * An IP address by its bits. IPv4 is kept in its IPv4-mapped form ({@code ::ffff:0:0/96}), so that {@code 192.0.2.1},
 * {@code ::ffff:192.0.2.1} and {@code ::ffff:c000:201} are one address: the IPv4 one. Zone ids are dropped. Nothing here
 * ever asks DNS.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) {

    private static final long MAPPED = 0xffffL;

    /**
     * Reads an IP literal: a dotted quad of four plain decimals ({@code 127.1}, {@code 010.0.0.1} and {@code 2130706433}
     * are refused) or any IPv6 form of RFC 4291, with or without a zone id.
     *
     * @throws IllegalArgumentException when the text is anything else, such as a host name
     */
    public static IpAddress parse(String literal) {
        IpAddress address = parseOrNull(literal);
        if (address == null) {
            throw new IllegalArgumentException(
                    "\"" + literal + "\" is not an IP address; accepted are forms such as 192.0.2.1 or 2001:db8::1");
        }
        return address;
    }

    /** As {@link #parse}, with null for a text that is not an IP literal. */
    public static @Nullable IpAddress parseOrNull(String literal) {
        return IpLiteral.parse(literal);
    }

    /**
     * Reads an address as header fields and containers write it: a literal, {@code [2001:db8::1]}, each with an optional
     * port ({@code 192.0.2.1:4711}, {@code [2001:db8::1]:_hidden}). Null for anything else.
     */
    public static @Nullable IpAddress fromHeader(String value) {
        return IpNode.parse(value);
    }

    static IpAddress ofIpv4(long bits) {
        return new IpAddress(0, MAPPED << 32 | bits);
    }

    /** Whether this is an IPv4 address; an IPv4-mapped one is. */
    public boolean isIpv4() {
        return high == 0 && low >>> 32 == MAPPED;
    }

    /** The length of an address of this kind: 32 or 128. */
    public int bits() {
        return isIpv4() ? 32 : 128;
    }

    /** The first address of the network of this one: all bits after the first {@code prefix} are cleared. */
    IpAddress masked(int prefix) {
        int length = prefix + 128 - bits();
        return new IpAddress(high & mask(length), low & mask(length - 64));
    }

    /** Whether {@link #masked} is {@code network}; makes no address to find out. */
    boolean isIn(IpAddress network, int prefix) {
        int length = prefix + 128 - bits();
        return (high & mask(length)) == network.high && (low & mask(length - 64)) == network.low;
    }

    private static long mask(int length) {
        if (length <= 0) {
            return 0;
        }
        return length >= 64 ? -1L : -1L << (64 - length);
    }

    /** The canonical text: a dotted quad, or IPv6 as RFC 5952 writes it. */
    @Override
    public String toString() {
        return IpLiteral.format(this);
    }
}
