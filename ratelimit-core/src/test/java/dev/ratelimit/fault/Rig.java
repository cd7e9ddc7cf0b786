package dev.ratelimit.fault;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a fault befalls: a Redis, a network to it, and a limiter that uses them. */
final class Rig implements AutoCloseable {

    /** So many for each user, and none comes back while a row lasts. */
    static final Limit LIMIT = Limit.bucket(Algorithm.TOKEN, 150, 1, Duration.ofMinutes(30));

    private final RedisServer server;
    private final TcpProxy proxy;
    private final RateLimiter limiter;
    private final ScheduledExecutorService trouble = Executors.newSingleThreadScheduledExecutor();
    private Future<?> repeated = CompletableFuture.completedFuture(null);
    private final List<Socket> held = new ArrayList<>();

    /**
     * What a row asks of its rig.
     *
     * @param proxied whether the network can fail, too
     * @param budget of a check
     * @param arguments of the server
     */
    record Setting(boolean proxied, FailurePolicy policy, Duration budget, List<String> arguments) {

        /** Patient, so that a busy machine's pauses do not pass for the fault. */
        static final Setting USUAL = new Setting(
                false, FailurePolicy.LOCAL, Duration.ofMillis((long) (Gate.NOISE * Gate.BUDGET.toMillis())), List.of());
    }

    Rig(Setting setting) {
        server = RedisServer.start(setting.arguments().toArray(String[]::new));
        proxy = new TcpProxy(server.port());
        limiter = RateLimiter.builder()
                .redis(setting.proxied() ? proxy.address() : server.address())
                .redisSettings(new RedisSettings("ratelimit", setting.budget(), 512))
                .rules(List.of(Rule.ofDefault(LIMIT, setting.policy())))
                .build();
    }

    RedisServer server() {
        return server;
    }

    TcpProxy proxy() {
        return proxy;
    }

    RateLimiter limiter() {
        return limiter;
    }

    /** Tells the server one thing, such as {@code CONFIG SET maxmemory 1}. */
    void say(String line) {
        PlainRedis.say(server.port(), line);
    }

    /** Asks the server for something that it answers much later, or never. */
    void hold(String... words) {
        held.add(PlainRedis.tell(server.port(), words));
    }

    /** Does something again and again, until {@link #stopRepeating}. */
    void repeat(Duration pause, Runnable task) {
        repeated = trouble.scheduleWithFixedDelay(task, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stopRepeating() {
        if (repeated.isDone()) {
            throw new IllegalStateException("the trouble ended before its time");
        }
        trouble.shutdown();
        try {
            if (!trouble.awaitTermination(15, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the trouble does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        trouble.shutdownNow();
        limiter.close();
        proxy.close();
        server.close();
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
