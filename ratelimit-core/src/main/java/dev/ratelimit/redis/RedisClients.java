package dev.ratelimit.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lettuce, set up for a limiter: at most once, quick to give up, quick to come back. */
final class RedisClients {

    /** For the handshake; a check has its own budget. */
    private static final Duration CONNECT = Duration.ofMillis(500);

    static final Duration HANDSHAKE = Duration.ofSeconds(1);
    private static final Duration REFRESH = Duration.ofSeconds(2);

    private RedisClients() {}

    /** A timer that ticks each 5 ms: with the default of 100 ms, short timeouts fire late. */
    static Timer timer() {
        return new HashedWheelTimer(new DefaultThreadFactory("ratelimit-timer", true), 5, TimeUnit.MILLISECONDS);
    }

    static ClientResources resources(Timer timer, NettyCustomizer customizer) {
        return DefaultClientResources.builder()
                .timer(timer)
                .nettyCustomizer(customizer)
                .reconnectDelay(() ->
                        Delay.fullJitter(Duration.ofMillis(20), Duration.ofMillis(500), 20, TimeUnit.MILLISECONDS))
                .build();
    }

    static RedisClient client(ClientResources resources, RedisURI address, RedisSettings settings) {
        RedisURI uri = RedisURI.builder(address).withTimeout(HANDSHAKE).build();
        return set(RedisClient.create(resources, uri), settings);
    }

    /** The same where each connection is told its address. */
    static RedisClient client(ClientResources resources, RedisSettings settings) {
        return set(RedisClient.create(resources), settings);
    }

    private static RedisClient set(RedisClient client, RedisSettings settings) {
        client.setOptions(options(settings.ca()));
        return client;
    }

    static RedisClusterClient cluster(ClientResources resources, List<RedisURI> seeds, RedisSettings settings) {
        List<RedisURI> uris = seeds.stream()
                .map(seed -> RedisURI.builder(seed).withTimeout(HANDSHAKE).build())
                .toList();
        RedisClusterClient client = RedisClusterClient.create(resources, uris);
        client.setOptions(ClusterClientOptions.builder(options(settings.ca()))
                // Of its many connections Lettuce keeps each, and replaces it.
                .autoReconnect(true)
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        // A hung master triggers nothing: only who looks again sees that it was replaced.
                        .enablePeriodicRefresh(REFRESH)
                        // All triggers are on by default, each at most once in five seconds.
                        .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                        .build())
                .build());
        return client;
    }

    /** Servers are verified, host name included, unless an address says otherwise. */
    static SslOptions ssl(@Nullable Path ca) {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider().handshakeTimeout(HANDSHAKE);
        return ca == null
                ? options.build()
                : options.trustManager(() -> Files.newInputStream(ca)).build();
    }

    private static ClientOptions options(@Nullable Path ca) {
        KeepAliveOptions keepAlive = KeepAliveOptions.builder()
                .enable()
                .idle(Duration.ofSeconds(5))
                .interval(Duration.ofSeconds(1))
                .count(3)
                .build();
        return ClientOptions.builder()
                // A lost connection is replaced by who uses it, and is closed meanwhile.
                .autoReconnect(false)
                // A command buffered over a lost link runs twice.
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(4096)
                .sslOptions(ssl(ca))
                // A check has a deadline of its own; Lettuce would start a timer for each command as well.
                .timeoutOptions(TimeoutOptions.create())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT)
                        .keepAlive(keepAlive)
                        .build())
                // A server's notice would add ten seconds to every timeout.
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .suspendReconnectOnProtocolFailure(false)
                .build();
    }
}
