package dev.ratelimit.config;

import io.lettuce.core.RedisCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A password in a file, as a mounted secret is one: read for each connection, so that who changes it changes the file, and
 * nothing else.
 *
 * @param username the ACL user; null for the default one
 */
record PasswordFile(Path file, @Nullable String username) implements Supplier<RedisCredentials> {

    /** @throws IllegalStateException when there is none at the moment */
    @Override
    @SuppressWarnings("NullAway") // Lettuce's own way to say that there is no name.
    public RedisCredentials get() {
        String password = read();
        if (password.isEmpty()) {
            throw new IllegalStateException("the password file " + file + " is empty");
        }
        return RedisCredentials.just(username, password);
    }

    /** Editors and {@code echo} end a file with a line feed that is no part of a password. */
    private String read() {
        try {
            return Files.readString(file).replaceFirst("\\R+\\z", "");
        } catch (IOException e) {
            throw new IllegalStateException("the password file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }
}
