package dev.ratelimit.http;

import java.util.regex.Pattern;

/**
 * A network: all addresses that share its first {@code prefix} bits. {@code 10.0.0.0/8} holds {@code 10.1.2.3}. An IPv4
 * network holds IPv4 addresses only (also when they come in IPv4-mapped form), an IPv6 network IPv6 ones only.
 *
 * @param network the first address
 * @param prefix 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Cidr(IpAddress network, int prefix) {

    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final String ACCEPTED = "accepted are forms such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.1";

    /** Refuses a prefix longer than the address and a network with bits set after the prefix. */
    public Cidr {
        if (prefix < 0 || prefix > network.bits()) {
            throw new IllegalArgumentException(
                    "prefix /" + prefix + " of " + network + " is out of range; accepted are 0 to " + network.bits());
        }
        IpAddress first = network.masked(prefix);
        if (!first.equals(network)) {
            throw new IllegalArgumentException(
                    network + "/" + prefix + " has bits set after its prefix; the network is " + first + "/" + prefix
                            + ", the single address " + network);
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}; an address without a prefix is a network of one. The prefix of an IPv4-mapped network
     * counts from 96: {@code ::ffff:10.0.0.0/104} is {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException naming the text and what is accepted
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        IpAddress address = IpAddress.parseOrNull(literal);
        if (address == null || literal.indexOf('%') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not a network; " + ACCEPTED);
        }
        if (slash < 0) {
            return new Cidr(address, address.bits());
        }
        int prefix = prefix(text, text.substring(slash + 1));
        boolean mapped = address.isIpv4() && literal.indexOf(':') >= 0;
        return new Cidr(address, mapped ? unmapped(text, address, prefix) : prefix);
    }

    /** Whether the address lies in this network. */
    public boolean contains(IpAddress address) {
        // Masking never leaves the address's own kind, so the two kinds never meet.
        return address.isIn(network, prefix);
    }

    private static int prefix(String text, String digits) {
        if (!PREFIX.matcher(digits).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" has no valid prefix after the slash; " + ACCEPTED);
        }
        return Integer.parseInt(digits);
    }

    /** A shorter prefix would silently mean all of IPv4 (CVE-2026-92395). */
    private static int unmapped(String text, IpAddress address, int prefix) {
        if (prefix < 96) {
            throw new IllegalArgumentException("\"" + text + "\": the prefix of an IPv4-mapped network counts from 96;"
                    + " accepted are 96 to 128, or an IPv4 network such as " + address + "/8");
        }
        return prefix - 96;
    }

    @Override
    public String toString() {
        return network + "/" + prefix;
    }
}
