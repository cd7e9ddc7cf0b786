package dev.ratelimit.fault;

import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.rig.PlainRedis;
import dev.ratelimit.rig.TcpProxy;
import dev.ratelimit.rule.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a fault befalls: a Redis, a network to it, and a limiter that uses them. */
final class Rig implements Row.Scene {

    private final Fault fault;
    private final Setting setting;
    private final RedisServer server;
    private final TcpProxy proxy;
    private final PlainRedis plain;
    private final ScheduledExecutorService trouble = Executors.newSingleThreadScheduledExecutor();
    private final List<Socket> held = new ArrayList<>();
    private Future<?> repeated = CompletableFuture.completedFuture(null);
    private ClockShim clock;
    private RateLimiter limiter;
    private ChildJvm child;

    /** A trouble. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    Rig(Fault fault) {
        this.fault = fault;
        this.setting = fault.setting();
        if (setting.clock() != Setting.Clock.NOBODYS) {
            clock = ClockShim.build();
        }
        String[] arguments = setting.arguments().toArray(String[]::new);
        server = setting.clock() == Setting.Clock.THE_SERVERS
                ? RedisServer.start(clock.server(), arguments)
                : RedisServer.start(arguments);
        proxy = new TcpProxy(server.port());
        plain = new PlainRedis(server.port());
    }

    @Override
    public void befall() throws Exception {
        fault.befall().on(this);
    }

    @Override
    public void end() throws Exception {
        fault.end().on(this);
    }

    @Override
    public Asking ask(Load.Demand demand, LogLines log) throws IOException {
        String address = setting.network() ? proxy.address() : server.address();
        if (setting.node() == Setting.Node.IN_A_JVM_OF_ITS_OWN) {
            Map<String, String> environment =
                    setting.clock() == Setting.Clock.THE_NODES ? clock.environment() : Map.of();
            child = new ChildJvm(address, setting.budget(), setting.limit(), demand, environment);
            return child.awaitStart();
        }
        limiter = limiter(address, setting);
        return Load.start(limiter, demand, log::containing);
    }

    static RateLimiter limiter(String address, Setting setting) {
        return RateLimiter.builder()
                .redis(address)
                .redisSettings(new RedisSettings("ratelimit", setting.budget(), 512))
                .rules(List.of(Rule.ofDefault(setting.limit(), setting.policy())))
                .build();
    }

    RedisServer server() {
        return server;
    }

    TcpProxy proxy() {
        return proxy;
    }

    ChildJvm child() {
        return Objects.requireNonNull(child);
    }

    ClockShim clock() {
        return Objects.requireNonNull(clock);
    }

    /** Tells the server one thing, such as {@code CONFIG SET maxmemory 1}. */
    String say(String line) {
        return plain.say(line);
    }

    /** The answer to words one of which may have a blank in it. */
    String ask(String... words) {
        return plain.ask(words);
    }

    /** Asks the server for something that it answers much later, or never. */
    void hold(String... words) {
        held.add(plain.tell(words));
    }

    /** Does something again and again, until {@link #stopRepeating}. */
    void repeat(Duration pause, Task task) {
        repeated = trouble.scheduleWithFixedDelay(() -> run(task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(Task task) {
        try {
            task.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the server has loaded what it had saved. */
    void awaitLoaded() {
        await().until(() -> plain.ask("INFO", "persistence").contains("loading:0"));
    }

    void stopRepeating() throws InterruptedException {
        if (repeated.isDone()) {
            throw new IllegalStateException("the trouble ended before its time");
        }
        trouble.shutdown();
        if (!trouble.awaitTermination(15, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the trouble does not end");
        }
    }

    @Override
    public void close() {
        trouble.shutdownNow();
        if (child != null) {
            child.close();
        }
        if (limiter != null) {
            limiter.close();
        }
        proxy.close();
        server.close();
        plain.close();
        held.forEach(Rig::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
