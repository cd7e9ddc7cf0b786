package dev.ratelimit.redis;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.store.AssumedUser;
import dev.ratelimit.store.Call;
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
 * subject of no parts is %none, or the key of a rule would be that of a user of rule default.
 *
 * <p>On Redis Cluster the first part of the subject is the hash tag, and so is a user's id, so that a user's record and
 * buckets share a slot. What is changed while everything runs shares another one. No escaped text holds a brace:
 *
 * <pre>
 * ratelimit:token:search:{alice}:/orders, ratelimit:token:{alice}, ratelimit:users:{alice}
 * ratelimit:{rules}, ratelimit:{rules}:history, ratelimit:{rules}:plans, ratelimit:{rules}:version
 * ratelimit:users                        a slot of its own
 * </pre>
 */
public final class Keys {

    private static final String DEFAULT_RULE = "default";
    private static final String NO_PART = "%none";
    /** Of {} a server makes no hash tag. */
    private static final String EMPTY_TAG = "%empty";

    private static final String SHARED = "{rules}";
    private static final int LONGEST_PART = 256;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String prefix;
    private final boolean tagged;
    private final byte[] users;
    private final byte[] version;

    /** @param prefix what all keys begin with, such as {@code ratelimit} */
    public Keys(String prefix) {
        this(prefix, false);
    }

    /** @param tagged whether keys have hash tags, for Redis Cluster */
    Keys(String prefix, boolean tagged) {
        this.prefix = prefix;
        this.tagged = tagged;
        this.users = bytes(prefix + ":users");
        this.version = stored("version");
    }

    /** Whether keys have hash tags. */
    boolean tagged() {
        return tagged;
    }

    /** The bucket of a charge. */
    public byte[] bucket(Charge charge) {
        StringBuilder key = new StringBuilder(64).append(prefix).append(':');
        key.append(charge.limit().algorithm().id());
        if (!shortForm(charge)) {
            appendRule(key.append(':'), charge.rule(), charge.limit());
        }
        appendFirst(key.append(':'), charge.subject());
        for (int i = 1; i < charge.subject().size(); i++) {
            append(key.append(':'), charge.subject().get(i));
        }
        return bytes(key.toString());
    }

    private void appendFirst(StringBuilder key, List<String> subject) {
        if (tagged) {
            key.append('{').append(tag(subject)).append('}');
        } else if (subject.isEmpty()) {
            key.append(NO_PART);
        } else {
            append(key, subject.get(0));
        }
    }

    private static String tag(List<String> subject) {
        if (subject.isEmpty()) {
            return NO_PART;
        }
        return subject.get(0).isEmpty() ? EMPTY_TAG : escaped(subject.get(0));
    }

    /** What decides on a cluster where a call goes: the hash tag of its first bucket, else its user's. */
    byte[] tag(Call call) {
        if (!call.charges().isEmpty()) {
            return bytes(tag(call.charges().get(0).subject()));
        }
        AssumedUser user = call.user();
        return bytes(tag(user == null ? List.of() : List.of(user.id())));
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
        if (tagged) {
            return prefix + ":" + SHARED + (plural.equals("rules") ? "" : ":" + plural);
        }
        return prefix + ":" + plural;
    }

    /** The number of the last record of a user that was changed, where the counter of all changes is out of reach. */
    byte[] records() {
        return stored("users:version");
    }

    /** The number of the last change of each kind of them. */
    byte[] versions() {
        return stored("versions");
    }

    /** Who changed them. */
    byte[] history(String plural) {
        return bytes(name(plural) + ":history");
    }

    /** The channel on which nodes hear of changes. */
    String events() {
        return prefix + ":events";
    }

    /** The record of a user. */
    public byte[] user(String id) {
        StringBuilder key = new StringBuilder(64).append(prefix).append(":users:");
        appendFirst(key, List.of(id));
        return bytes(key.toString());
    }

    /** A glob that every bucket of a user matches, and others. */
    String pattern(String id) {
        return glob(prefix) + ":*" + (tagged ? "" : ":") + glob(escaped(id)) + "*";
    }

    /** Whether a key is a bucket of a user. */
    boolean isBucketOf(byte[] key, String id, Owners owners) {
        String text = new String(key, StandardCharsets.UTF_8);
        if (!text.startsWith(prefix + ":")) {
            return false;
        }
        List<String> parts =
                List.of(untagged(text.substring(prefix.length() + 1)).split(":", -1));
        if (parts.size() < 2 || Algorithm.find(parts.get(0)).isEmpty()) {
            return false;
        }
        // Without a rule between them: algorithm and user, of rule default.
        boolean ofDefault = parts.size() == 2;
        String rule = ofDefault ? DEFAULT_RULE : parts.get(1).split("\\.", 2)[0].replace("%2E", ".");
        return owners.owns(escaped(id), rule, parts.subList(ofDefault ? 1 : 2, parts.size()));
    }

    private String untagged(String text) {
        return tagged ? text.replace("{" + EMPTY_TAG + "}", "").replaceAll("[{}]", "") : text;
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
