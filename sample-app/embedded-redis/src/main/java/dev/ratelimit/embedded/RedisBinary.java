package dev.ratelimit.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code redis-server} to run: the one asked for, else the one that is carried on the class path.
 *
 * @param command the program and the arguments that come before the server's own, for instance a dynamic loader with
 *     its library path; it must become the server (as {@code exec} does), not start it as a child
 */
public record RedisBinary(List<String> command) {
    /** System property that names another server, as a file or as a command of several words. */
    public static final String PROPERTY = "test.redis.binary";

    /** Environment variable that does the same; the property wins. */
    public static final String ENVIRONMENT = "TEST_REDIS_BINARY";

    /** Part of the names in the jar of org.signal:embedded-redis. */
    private static final String CARRIED_VERSION = "7.0.15";

    private static final Pattern VERSION = Pattern.compile("^(\\w+) server v=(\\S+)", Pattern.MULTILINE);

    private static @Nullable RedisBinary unpacked;

    /** Checks that there is a program to run and copies the list. */
    public RedisBinary {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command is empty");
        }
    }

    /**
     * Finds the server: property {@value #PROPERTY}, else variable {@value #ENVIRONMENT}, else the carried Redis 7.0
     * (Linux and macOS), unpacked once per JVM and deleted at its end.
     *
     * @throws RedisUnavailableException when none is named and none is carried for this system
     */
    public static RedisBinary find() {
        for (String named : new String[] {System.getProperty(PROPERTY), System.getenv(ENVIRONMENT)}) {
            if (named != null && !named.isBlank()) {
                return of(named);
            }
        }
        return carried();
    }

    /**
     * Asks the program for its name and version, for instance {@code Redis 7.0.15} or {@code Valkey 8.0.1}.
     *
     * @throws RedisUnavailableException when it cannot be run, or answers something else
     */
    public String version() {
        List<String> question = new ArrayList<>(command);
        question.add("--version");
        try {
            Process process =
                    new ProcessBuilder(question).redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(answer);
            if (!version.find()) {
                throw new RedisUnavailableException(this + " is not a Redis server, it says: " + answer.strip());
            }
            return version.group(1) + " " + version.group(2);
        } catch (IOException e) {
            throw new RedisUnavailableException("Cannot run " + this + ": " + e.getMessage(), e);
        }
    }

    /** Reads {@code /usr/bin/redis-server}, or several words such as {@code ld.so --library-path lib redis-server}. */
    static RedisBinary of(String text) {
        String line = text.strip();
        return Files.isRegularFile(Path.of(line))
                ? new RedisBinary(List.of(line))
                : new RedisBinary(List.of(line.split("\\s+")));
    }

    /** The name in the jar for a system as {@code os.name} and {@code os.arch} describe it. */
    static String carriedName(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String os = name.startsWith("linux") ? "linux" : name.startsWith("mac") ? "darwin" : name.replace(' ', '-');
        String arch = switch (osArch) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i586", "i686" -> "386";
            default -> osArch;
        };
        return "redis-server-" + CARRIED_VERSION + "-" + os + "-" + arch;
    }

    /** The words as typed in a shell. */
    @Override
    public String toString() {
        return String.join(" ", command);
    }

    private static synchronized RedisBinary carried() {
        RedisBinary known = unpacked;
        if (known == null) {
            known = unpack(carriedName(System.getProperty("os.name"), System.getProperty("os.arch")));
            unpacked = known;
        }
        return known;
    }

    private static RedisBinary unpack(String name) {
        try (InputStream bytes = RedisBinary.class.getResourceAsStream("/" + name)) {
            if (bytes == null) {
                throw new RedisUnavailableException(
                        "No " + name + " is carried; name a server with -D" + PROPERTY + "=/path/to/redis-server");
            }
            Path file = Files.createTempFile("redis-server-", "");
            file.toFile().deleteOnExit();
            Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            if (!file.toFile().setExecutable(true)) {
                throw new RedisUnavailableException(file + " cannot be made executable");
            }
            return new RedisBinary(List.of(file.toString()));
        } catch (IOException e) {
            throw new RedisUnavailableException("Cannot unpack " + name + ": " + e.getMessage(), e);
        }
    }
}
