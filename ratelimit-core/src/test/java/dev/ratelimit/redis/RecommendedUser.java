package dev.ratelimit.redis;

import dev.ratelimit.embedded.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The user of Redis whom docs/admin.md recommends, read from its line of an ACL file. */
public final class RecommendedUser {

    static final String NAME = "limiter";

    private static final Path MANUAL = Path.of("..", "docs", "admin.md");

    private RecommendedUser() {}

    /** A server that knows him beside its own default user, by whom a test looks at it. */
    public static RedisServer startServer() {
        return RedisServer.start(("--" + line()).split(" ", -1));
    }

    /** The same for the servers of a cluster, with what he needs there. */
    static String[] onCluster() {
        return ("--" + line() + " " + more()).split(" ", -1);
    }

    private static String more() {
        return line("On a Redis Cluster he also needs ").split("`", -1)[1];
    }

    /** A server's address with his name and password. */
    public static String address(RedisServer server) {
        return "redis://" + NAME + ":" + password() + "@" + server.address();
    }

    static String password() {
        return words(">").findFirst().orElseThrow();
    }

    /** The commands that he may use. */
    static List<String> commands() {
        return words("+").toList();
    }

    private static Stream<String> words(String sign) {
        return Arrays.stream(line().split(" ", -1))
                .filter(word -> word.startsWith(sign))
                .map(word -> word.substring(1));
    }

    private static String line() {
        return line("user " + NAME + " ");
    }

    private static String line(String start) {
        try (Stream<String> lines = Files.lines(MANUAL)) {
            Optional<String> line = lines.filter(text -> text.startsWith(start)).findFirst();
            return line.orElseThrow(() -> new IllegalStateException(MANUAL + " has no line that begins: " + start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
