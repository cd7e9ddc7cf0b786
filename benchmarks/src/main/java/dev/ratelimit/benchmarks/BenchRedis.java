package dev.ratelimit.benchmarks;

import dev.ratelimit.embedded.RedisBinary;
import dev.ratelimit.embedded.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one Redis that a run measures on: the one named by {@code -Dbench.redis=host:port}, else one of its own. */
final class BenchRedis implements AutoCloseable {

    private final @Nullable RedisServer own;
    private final String origin;
    private final RedisURI uri;
    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    private BenchRedis(@Nullable RedisServer own, String address, String origin) {
        this.own = own;
        this.origin = origin;
        this.uri = RedisURI.create("redis://" + address);
        this.client = RedisClient.create(uri);
        this.connection = client.connect();
    }

    static BenchRedis open() {
        String named = System.getProperty("bench.redis");
        if (named != null) {
            return new BenchRedis(null, named, "at " + named);
        }
        Optional<Path> installed = installed();
        if (installed.isPresent()) {
            RedisServer server =
                    RedisServer.start(new RedisBinary(List.of(installed.get().toString())));
            return new BenchRedis(server, server.address(), "started from the path");
        }
        return embedded();
    }

    /** The server that the tests use, whose allocator is slower than that of an installed one. */
    static BenchRedis embedded() {
        RedisServer server = RedisServer.start();
        return new BenchRedis(server, server.address(), "the embedded one; install redis-server for better figures");
    }

    private static Optional<Path> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    RedisURI uri() {
        return uri;
    }

    /** Processor time that the server has spent so far. */
    double cpuNanos() {
        return 1e9
                * (Double.parseDouble(info("cpu", "used_cpu_user")) + Double.parseDouble(info("cpu", "used_cpu_sys")));
    }

    /** Version, allocator and origin in one line. */
    @Override
    public String toString() {
        return "Redis " + info("server", "redis_version") + ", " + info("memory", "mem_allocator") + " (" + origin
                + ")";
    }

    private String info(String section, String field) {
        Matcher line = Pattern.compile("^" + field + ":(.*?)\\r?$", Pattern.MULTILINE)
                .matcher(connection.sync().info(section));
        if (!line.find()) {
            throw new IllegalStateException("the server's INFO " + section + " has no " + field);
        }
        return line.group(1);
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
        if (own != null) {
            own.close();
        }
    }
}
