package dev.ratelimit.fault;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.rule.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A load in a JVM of its own, which can be made to stand still. It begins when told, and ends when its input does. */
final class ChildJvm implements Asking {

    private final Process process;
    private final Path log;
    private final BufferedReader output;
    private long startNanos;

    /**
     * Starts it.
     *
     * @param environment what it has beside this JVM's own
     */
    ChildJvm(String address, Duration budget, Limit limit, Load.Demand demand, Map<String, String> environment) {
        try {
            log = Files.createTempFile(Path.of("target").toAbsolutePath(), "child", ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ChildJvm.class.getName(),
                            address,
                            Long.toString(budget.toMillis()),
                            Long.toString(limit.capacity()),
                            Long.toString(limit.permits()),
                            Long.toString(limit.periodMillis()),
                            Integer.toString(demand.threads()),
                            Integer.toString(demand.perSecond()),
                            Integer.toString(demand.greedy()),
                            Integer.toString(demand.modest()),
                            Long.toString(demand.seed()))
                    .redirectError(log.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
            output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until its load has begun. */
    ChildJvm awaitStart() throws IOException {
        String first = output.readLine();
        if (!"started".equals(first)) {
            throw new AssertionError("the child said " + first + ": " + logged(""));
        }
        startNanos = System.nanoTime();
        return this;
    }

    @Override
    public long nanos() {
        return System.nanoTime() - startNanos;
    }

    /** Such as STOP, CONT. */
    void signal(String name) throws IOException, InterruptedException {
        run("kill", "-" + name, Long.toString(process.pid()));
    }

    /** A full collection of its garbage. */
    void collect() throws IOException, InterruptedException {
        run(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid()), "GC.run");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!child.waitFor(20, TimeUnit.SECONDS) || child.exitValue() != 0) {
            child.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    @Override
    public Trace stop() throws IOException {
        process.getOutputStream().close();
        List<Sample> samples = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            String[] part = line.split(" ", -1);
            samples.add(new Sample(
                    Long.parseLong(part[0]),
                    part[1],
                    Long.parseLong(part[2]),
                    Boolean.parseBoolean(part[3]),
                    Source.valueOf(part[4]),
                    Long.parseLong(part[5])));
        }
        return new Trace(samples);
    }

    @Override
    public List<String> logged(String text) {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL ends it although it stands still. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /**
     * Checks until the input ends, and prints what was decided.
     *
     * @param args the address, the budget in milliseconds, the token bucket, and the demand
     */
    public static void main(String[] args) throws Exception {
        Limit limit = Limit.bucket(
                Algorithm.TOKEN,
                Long.parseLong(args[2]),
                Long.parseLong(args[3]),
                Duration.ofMillis(Long.parseLong(args[4])));
        try (RateLimiter limiter = RateLimiter.builder()
                .redis(args[0])
                .redisSettings(new RedisSettings("ratelimit", Duration.ofMillis(Long.parseLong(args[1])), 512))
                .rules(List.of(Rule.ofDefault(limit, FailurePolicy.LOCAL)))
                .build()) {
            Load load = Load.start(
                    limiter,
                    new Load.Demand(
                            Integer.parseInt(args[5]),
                            Integer.parseInt(args[6]),
                            Integer.parseInt(args[7]),
                            Integer.parseInt(args[8]),
                            Long.parseLong(args[9])),
                    text -> List.of());
            System.out.println("started");
            while (System.in.read() >= 0) {}
            for (Sample sample : load.stop().samples()) {
                System.out.println(sample.atNanos() + " " + sample.user() + " " + sample.cost() + " " + sample.allowed()
                        + " " + sample.source() + " " + sample.tookNanos());
            }
        }
    }
}
