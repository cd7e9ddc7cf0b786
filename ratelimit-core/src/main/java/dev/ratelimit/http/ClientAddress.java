package dev.ratelimit.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the address of the client is found, and by which text it is counted.
 *
 * <p>The socket's peer is the client, unless the peer is a trusted proxy: then the forwarded header is walked from the
 * right, as each proxy appends whom it talked to, up to the first address that is not a trusted proxy. That one is the
 * client: all to the left of it is what it claims. An element that is not an address ({@code unknown}, {@code _hidden},
 * an empty one, any malformed one) ends the walk at the proxy that wrote it. At most 32 hops and the last 4,096
 * characters are read.
 *
 * @param header the one header the trusted proxies write; by default none
 * @param trustedProxies the networks of the proxies; empty exactly when there is no header
 * @param ipv6Prefix how many bits of an IPv6 address are one client, 32 to 128; by default 64, the smallest network that
 *     is handed out
 */
public record ClientAddress(ForwardedHeader header, List<Cidr> trustedProxies, int ipv6Prefix) {

    /** The bits of an IPv6 address by which it is counted unless set otherwise. */
    public static final int DEFAULT_IPV6_PREFIX = 64;

    /** Refuses a header without proxies, proxies without a header, proxies anywhere ({@code /0}), and odd prefixes. */
    public ClientAddress {
        trustedProxies = List.copyOf(trustedProxies);
        if (header == ForwardedHeader.NONE && !trustedProxies.isEmpty()) {
            throw new IllegalArgumentException(
                    "trusted proxies " + trustedProxies
                            + " without a forwarded header have no effect; name the header they write: X-Forwarded-For or Forwarded");
        }
        if (header != ForwardedHeader.NONE && trustedProxies.isEmpty()) {
            throw new IllegalArgumentException("header " + header.word()
                    + " is believed from trusted proxies only; name their networks, such as 10.0.0.0/8");
        }
        trustedProxies.forEach(ClientAddress::refuseEverybody);
        if (ipv6Prefix < 32 || ipv6Prefix > 128) {
            throw new IllegalArgumentException(
                    "IPv6 prefix " + ipv6Prefix + " is out of range; accepted are 32 to 128");
        }
    }

    /** The peer alone, no forwarded header; IPv6 by /64. The default. */
    public static ClientAddress ofPeer() {
        return new ClientAddress(ForwardedHeader.NONE, List.of(), DEFAULT_IPV6_PREFIX);
    }

    /** The header behind these proxies; IPv6 by /64. */
    public static ClientAddress behind(ForwardedHeader header, List<Cidr> trustedProxies) {
        return new ClientAddress(header, trustedProxies, DEFAULT_IPV6_PREFIX);
    }

    /** The same, with IPv6 addresses counted by another prefix, 32 to 128. */
    public ClientAddress withIpv6Prefix(int prefix) {
        return new ClientAddress(header, trustedProxies, prefix);
    }

    /** The client's address; null when the container knows no IP address of the peer, as with Unix sockets. */
    public @Nullable IpAddress find(RequestView request) {
        IpAddress peer = IpAddress.fromHeader(request.peerAddress());
        if (peer == null || !trusted(peer)) {
            return peer;
        }
        return walk(peer, new ForwardedElements(request.headers(header.word())));
    }

    private IpAddress walk(IpAddress peer, ForwardedElements elements) {
        IpAddress client = peer;
        while (trusted(client) && elements.hasNext()) {
            IpAddress next = header.address(elements.next());
            if (next == null) {
                return client;
            }
            client = next;
        }
        return client;
    }

    private boolean trusted(IpAddress address) {
        for (Cidr proxy : trustedProxies) {
            if (proxy.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** The text by which an address is counted: {@code 192.0.2.1}, {@code 2001:db8:1:2::/64}. */
    public String subject(IpAddress address) {
        return address.isIpv4() ? address.toString() : new Cidr(address.masked(ipv6Prefix), ipv6Prefix).toString();
    }

    private static void refuseEverybody(Cidr proxy) {
        if (proxy.prefix() == 0) {
            throw new IllegalArgumentException("trusted proxy " + proxy
                    + " would let every client choose its own address; name the networks of your proxies");
        }
    }
}
