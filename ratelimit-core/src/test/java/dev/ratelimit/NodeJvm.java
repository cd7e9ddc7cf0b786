package dev.ratelimit;

import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** A node in a JVM of its own that asks all the time and tells by which limit of rule {@code search} it is answered. */
final class NodeJvm implements AutoCloseable {

    /** What a node tells while it has no such rule. */
    static final long NONE = 0;

    private final Process process;
    private final Path log;
    private final NavigableMap<Long, Long> nanosByCapacity = new ConcurrentSkipListMap<>();
    private volatile long capacity = -1;

    /** @param address of Redis, with a user where one is wanted */
    NodeJvm(String address) {
        try {
            log = Files.createTempFile(Path.of("target").toAbsolutePath(), "node", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = ChildJvm.start(NodeJvm.class, Redirect.to(log.toFile()), address);
        Thread reader = new Thread(this::read, "node-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .mapToLong(Long::parseLong)
                .forEach(told -> {
                    nanosByCapacity.putIfAbsent(told, System.nanoTime());
                    capacity = told;
                });
    }

    NodeJvm awaitReady() {
        await().atMost(Duration.ofSeconds(30)).until(() -> capacity >= 0 || !process.isAlive());
        if (capacity < 0) {
            throw new AssertionError("the node ended with " + process.exitValue() + ": " + logged(""));
        }
        return this;
    }

    /** The limit by which it is answered now. */
    long capacity() {
        return capacity;
    }

    /** When it was first answered by a limit or a later one, up to the latest. */
    long nanos(long wanted, long latest) {
        return nanosByCapacity.subMap(wanted, true, latest, true).values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElseThrow();
    }

    /** Forgets what it has told so far. */
    void forgetPast() {
        nanosByCapacity.clear();
    }

    /** Whether it was answered without the rule since. */
    boolean wasWithoutRule() {
        return nanosByCapacity.containsKey(NONE);
    }

    /** What it has logged about something. */
    List<String> logged(String about) {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(about)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** Asks each millisecond, until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        try (RateLimiter limiter = RateLimiter.builder()
                .redis(args[0])
                .redisSettings(RedisLook.PATIENT)
                .defaultLimit(Limit.perHour(1_000_000))
                .build()) {
            long told = -1;
            while (true) {
                long capacity = capacity(limiter);
                if (capacity != told) {
                    System.out.println(capacity);
                    told = capacity;
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    private static long capacity(RateLimiter limiter) {
        return limiter.check("alice").decisions().stream()
                .filter(decision -> !decision.rule().equals(Rule.DEFAULT_ID))
                .mapToLong(decision -> decision.limit().capacity())
                .findFirst()
                .orElse(NONE);
    }
}
