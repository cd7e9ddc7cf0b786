package dev.ratelimit.http;

import org.jspecify.annotations.Nullable;

/** The header in which trusted proxies tell whom they forward for; one of them, never both. */
public enum ForwardedHeader {
    /** None: the socket's peer is the client. The default. */
    NONE("none"),
    /** A comma-separated list of addresses, each proxy's peer appended at the right. */
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** The structured form of RFC 7239: {@code for="[2001:db8::1]:4711";proto=https}. */
    FORWARDED("Forwarded");

    private final String word;

    ForwardedHeader(String word) {
        this.word = word;
    }

    /** The header's name; {@code none} for {@link #NONE}. */
    public String word() {
        return word;
    }

    /**
     * Reads the setting: {@code none}, {@code X-Forwarded-For} or {@code Forwarded}, in any case.
     *
     * @throws IllegalArgumentException naming the text and what is accepted
     */
    public static ForwardedHeader parse(String text) {
        return Words.choose("a forwarded header", text, values(), ForwardedHeader::word);
    }

    /** The address that one element of the header tells, or null when it tells none. */
    @Nullable
    IpAddress address(String element) {
        String node = this == FORWARDED ? ForwardedElement.node(element) : element;
        return node == null ? null : IpAddress.fromHeader(node);
    }
}
