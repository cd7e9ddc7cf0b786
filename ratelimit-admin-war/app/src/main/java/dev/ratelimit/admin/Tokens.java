package dev.ratelimit.admin;

import dev.ratelimit.config.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The bearer tokens. Kept as digests: digests of one length take one time to compare, and tell nothing when printed. */
final class Tokens {

    private final Map<Role, byte[]> digests = new EnumMap<>(Role.class);

    Tokens(Settings settings) {
        settings.adminToken().ifPresent(token -> digests.put(Role.ADMIN, digest(token)));
        settings.readToken().ifPresent(token -> digests.put(Role.VIEWER, digest(token)));
        settings.checkToken().ifPresent(token -> digests.put(Role.CHECKER, digest(token)));
    }

    boolean none() {
        return digests.isEmpty();
    }

    /** Whose token this is. All are compared, whichever fits. */
    Optional<Role> roleOf(String token) {
        byte[] digest = digest(token);
        Optional<Role> found = Optional.empty();
        for (Map.Entry<Role, byte[]> known : digests.entrySet()) {
            boolean same = MessageDigest.isEqual(known.getValue(), digest);
            found = same && found.isEmpty() ? Optional.of(known.getKey()) : found;
        }
        return found;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Tokens" + digests.keySet();
    }
}
