package dev.ratelimit.list;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.IpAddress;
import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.http.UserIds;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom an entry of a list means: a caller by id, or all addresses of a network.
 *
 * @param text the entry as it is kept: {@code alice}, {@code key:3f9c1a~…}, {@code ip:192.0.2.1}, {@code 10.0.0.0/8}
 * @param network null for a caller by id
 */
public record Target(String text, @Nullable Cidr network) {

    private static final String IP = "ip:";
    private static final String KEY = "key:";
    private static final Pattern SECRET = Pattern.compile("(key|cookie|session):(.*)", Pattern.DOTALL);
    private static final Pattern HASHED = Pattern.compile("[0-9a-f]{6}~[A-Za-z0-9_-]{22}");
    /** What nobody means as the id of a user: digits and dots, or hex and colons, and a prefix; four numbers. */
    private static final Pattern ALMOST_ADDRESS = Pattern.compile(
            "(?:[0-9]+\\.[0-9.]*|[0-9a-fA-F]*:[0-9a-fA-F:.]*)(?:%[^/]*)?/[0-9.]*|[0-9]+(?:\\.[0-9]+){3}");

    private static final String ACCEPTED =
            "accepted are the id of a user, ip:192.0.2.1, key: and an API key, or a network such as 10.0.0.0/8";

    /**
     * Reads an entry. An API key that is written out is hashed as those of requests are, and not kept; a cookie and a session
     * likewise.
     *
     * @throws IllegalArgumentException naming the entry, unless it may hold a key, and what is accepted
     */
    public static Target parse(String entry, SubjectHasher hasher) {
        Matcher secret = SECRET.matcher(entry);
        if (secret.matches()) {
            return secret(entry, secret.group(1), secret.group(2), hasher);
        }
        if (entry.startsWith(IP)) {
            return new Target(entry, address(entry)).canonical();
        }
        int slash = entry.indexOf('/');
        if (slash > 0 && IpAddress.parseOrNull(entry.substring(0, slash)) != null) {
            return new Target(entry, Cidr.parse(entry)).canonical();
        }
        boolean almost = ALMOST_ADDRESS.matcher(entry).matches() && IpAddress.parseOrNull(entry) == null;
        if (almost || !UserIds.accepts(entry)) {
            throw new IllegalArgumentException("\"" + entry + "\" is no entry of a list; " + ACCEPTED);
        }
        return new Target(entry, null);
    }

    /** Whether it means an API key. */
    boolean isKey() {
        return text.startsWith(KEY);
    }

    private static Target secret(String entry, String kind, String secret, SubjectHasher hasher) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("\"" + kind + ":\" is followed by nothing; " + ACCEPTED);
        }
        return new Target(HASHED.matcher(secret).matches() ? entry : hasher.subject(kind, secret), null);
    }

    private static Cidr address(String entry) {
        IpAddress address = IpAddress.parseOrNull(entry.substring(IP.length()));
        if (address == null) {
            throw new IllegalArgumentException("\"" + entry + "\" has no address after ip:; " + ACCEPTED);
        }
        return new Cidr(address, address.bits());
    }

    /** One spelling for one network. */
    private Target canonical() {
        Cidr block = network;
        if (block == null) {
            return this;
        }
        boolean single = block.prefix() == block.network().bits();
        return new Target(single ? IP + block.network() : block.toString(), block);
    }
}
