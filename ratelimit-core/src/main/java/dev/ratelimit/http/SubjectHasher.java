package dev.ratelimit.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes subjects of secrets: an API key {@code s3cr3t} becomes {@code key:3f9c1a~q1vY…}, so that the key itself never
 * reaches Redis, a log, a metric or a page.
 *
 * <p>After the kind come a tag of 6 hex digits, for people to tell subjects apart, and 128 bits of the hash in base64url.
 * The hash is HMAC-SHA-256 under the deployment's secret, which must be the same on all nodes; without a secret it is plain
 * SHA-256, by which guessable values can be guessed. Thread-safe.
 */
public final class SubjectHasher {

    /** The least length of a deployment's secret, in bytes of UTF-8. */
    public static final int LEAST_SECRET_BYTES = 16;

    private static final String HMAC = "HmacSHA256";
    private static final int ID_BYTES = 16;
    private static final int TAG_BYTES = 3;

    private final @Nullable SecretKeySpec key;

    private SubjectHasher(@Nullable SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Hashes under a secret.
     *
     * @param secret at least 16 bytes of UTF-8; what {@code openssl rand -base64 32} prints is fine
     * @throws IllegalArgumentException when it is shorter; the message does not show it
     */
    public static SubjectHasher keyed(String secret) {
        byte[] bytes = secret.strip().getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException("the key secret has " + bytes.length + " bytes; accepted are "
                    + LEAST_SECRET_BYTES + " or more, such as the output of: openssl rand -base64 32");
        }
        return new SubjectHasher(new SecretKeySpec(bytes, HMAC));
    }

    /** Hashes without a secret. Whoever chooses this tells the operator once what it means. */
    public static SubjectHasher plain() {
        return new SubjectHasher(null);
    }

    /** Whether there is a secret. */
    public boolean isKeyed() {
        return key != null;
    }

    /**
     * The subject for a secret: {@code kind:tag~hash}, the same for the same value on every node of a deployment.
     *
     * @param kind what the secret is, such as {@code key}, {@code cookie} or {@code session}
     * @param value the secret, of any length
     */
    public String subject(String kind, String value) {
        byte[] hash = hash(value);
        // The tag is taken from other bits than the id, so that it tells nothing of it.
        String tag = HexFormat.of().formatHex(hash, ID_BYTES, ID_BYTES + TAG_BYTES);
        return kind + ":" + tag + "~"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
    }

    /** Eight hex digits that are equal on two nodes exactly when their secrets are; {@code none} without a secret. */
    public String fingerprint() {
        return key == null ? "none" : HexFormat.of().formatHex(hash("ratelimit key secret fingerprint"), 0, 4);
    }

    private byte[] hash(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        try {
            if (key == null) {
                return MessageDigest.getInstance("SHA-256").digest(bytes);
            }
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 and " + HMAC + " are part of every Java platform", e);
        }
    }

    /** Shows the fingerprint, never the secret. */
    @Override
    public String toString() {
        return "SubjectHasher[fingerprint=" + fingerprint() + "]";
    }
}
