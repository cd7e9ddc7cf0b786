package dev.ratelimit.redis;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Owners;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes every Redis key of the library. Different tuples never share a key, and plain ids stay readable:
 *
 * <pre>
 * ratelimit:token:alice                  rule default, one key part
 * ratelimit:token:search:alice           rule search
 * ratelimit:fixed_window:search.month:alice:%2Forders
 * ratelimit:users, ratelimit:users:alice, ratelimit:version
 * </pre>
 *
 * <p>A part has {@code % : { }}, blanks, control and all other characters outside ASCII's visible ones written as
 * %XX of their UTF-8 bytes, an unpaired surrogate as %uXXXX; a part of more than 256 bytes is %h and its SHA-256. A
 * subject of no parts is %none, or the key of a rule would be that of a user of rule default. On
 * Redis Cluster the first part of the subject will carry the hash tag, so that one request's buckets share a slot.
 */
public final class Keys {

    private static final String DEFAULT_RULE = "default";
    private static final int LONGEST_PART = 256;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String prefix;
    private final byte[] users;
    private final byte[] version;

    /** @param prefix what all keys begin with, such as {@code ratelimit} */
    public Keys(String prefix) {
        this.prefix = prefix;
        this.users = bytes(prefix + ":users");
        this.version = bytes(prefix + ":version");
    }

    /** The bucket of a charge. */
    public byte[] bucket(Charge charge) {
        StringBuilder key = new StringBuilder(64).append(prefix).append(':');
        key.append(charge.limit().algorithm().id());
        if (!shortForm(charge)) {
            appendRule(key.append(':'), charge.rule(), charge.limit());
        }
        for (String part : charge.subject()) {
            append(key.append(':'), part);
        }
        if (charge.subject().isEmpty()) {
            key.append(":%none");
        }
        return bytes(key.toString());
    }

    /** The set of all known users. */
    public byte[] users() {
        return users.clone();
    }

    /** The counter of all changes. */
    public byte[] version() {
        return version.clone();
    }

    /** What is changed while everything runs, by id: {@code rules}, {@code plans}. */
    byte[] stored(String plural) {
        return bytes(name(plural));
    }

    /** The same as a text, for people. */
    String name(String plural) {
        return prefix + ":" + plural;
    }

    /** The number of the last change of each kind of them. */
    byte[] versions() {
        return stored("versions");
    }

    /** Who changed them. */
    byte[] history(String plural) {
        return bytes(prefix + ":" + plural + ":history");
    }

    /** The channel on which nodes hear of changes. */
    String events() {
        return prefix + ":events";
    }

    /** The record of a user. */
    public byte[] user(String id) {
        StringBuilder key = new StringBuilder(64).append(prefix).append(":users:");
        append(key, id);
        return bytes(key.toString());
    }

    /** A glob that every bucket of a user matches, and others. */
    String pattern(String id) {
        return glob(prefix) + ":*:" + glob(escaped(id)) + "*";
    }

    /** Whether a key is a bucket of a user. */
    boolean isBucketOf(byte[] key, String id, Owners owners) {
        String text = new String(key, StandardCharsets.UTF_8);
        if (!text.startsWith(prefix + ":")) {
            return false;
        }
        List<String> parts = List.of(text.substring(prefix.length() + 1).split(":", -1));
        if (parts.size() < 2 || Algorithm.find(parts.get(0)).isEmpty()) {
            return false;
        }
        // Without a rule between them: algorithm and user, of rule default.
        boolean ofDefault = parts.size() == 2;
        String rule = ofDefault ? DEFAULT_RULE : parts.get(1).split("\\.", 2)[0].replace("%2E", ".");
        return owners.owns(escaped(id), rule, parts.subList(ofDefault ? 1 : 2, parts.size()));
    }

    /** A text as a glob that matches nothing else. */
    static String glob(String text) {
        return text.replaceAll("[\\\\*?\\[\\]^]", "\\\\$0");
    }

    private static String escaped(String part) {
        StringBuilder escaped = new StringBuilder();
        append(escaped, part);
        return escaped.toString();
    }

    /** With more parts, {@code default}'s key would read like another rule's. */
    private static boolean shortForm(Charge charge) {
        return charge.rule().equals(DEFAULT_RULE)
                && charge.limit().name().isEmpty()
                && charge.subject().size() == 1;
    }

    /** A dot in an id is escaped, since a dot sets off the name of a limit. */
    private static void appendRule(StringBuilder key, String rule, Limit limit) {
        key.append(rule.replace(".", "%2E"));
        if (!limit.name().isEmpty()) {
            append(key.append('.'), limit.name());
        }
    }

    private static void append(StringBuilder key, String part) {
        int start = key.length();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (plain(c)) {
                key.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < part.length()
                    && Character.isLowSurrogate(part.charAt(i + 1))) {
                escape(key, part.substring(i, i + 2));
                i++;
            } else if (Character.isSurrogate(c)) {
                key.append("%u").append(HEX.toHexDigits(c));
            } else {
                escape(key, String.valueOf(c));
            }
        }
        if (key.length() - start > LONGEST_PART) {
            String written = key.substring(start);
            key.setLength(start);
            key.append("%h").append(HEX.formatHex(sha256(written)));
        }
    }

    private static boolean plain(char c) {
        return c > ' ' && c < 127 && c != '%' && c != ':' && c != '{' && c != '}';
    }

    private static void escape(StringBuilder key, String character) {
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
            key.append('%').append(HEX.toHexDigits(b));
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.UTF_8);
    }
}
