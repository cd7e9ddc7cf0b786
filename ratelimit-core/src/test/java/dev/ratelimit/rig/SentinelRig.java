package dev.ratelimit.rig;

import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A master, a replica and three Sentinels on loopback, which take a server for down after a second. Ends them all when it
 * is closed, suspended or not.
 */
public final class SentinelRig implements AutoCloseable {

    /** What the Sentinels call the master. */
    public static final String NAME = "main";

    /** After which silence a Sentinel takes a server for down. */
    public static final Duration DOWN_AFTER = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofSeconds(60);

    private final RedisClient client = RedisClient.create();
    private final List<RedisServer> servers = new ArrayList<>();
    private final List<RedisServer> sentinels = new ArrayList<>();
    private final Map<RedisServer, TlsPort> tls = new HashMap<>();

    /** Starts all five, and returns when each Sentinel knows all others: after about five seconds. */
    public SentinelRig() {
        this(Optional::empty);
    }

    /** The same where clients and servers come by TLS. */
    public SentinelRig(Certificate certificate) {
        this(() -> Optional.of(TlsPort.find(certificate)));
    }

    private SentinelRig(Supplier<Optional<TlsPort>> ports) {
        try {
            RedisServer master = start(ports.get());
            servers.add(master);
            servers.add(start(ports.get(), "--replicaof", "127.0.0.1", Integer.toString(port(master))));
            await().atMost(LONG).until(() -> info(servers.get(1)).contains("master_link_status:up"));
            for (int i = 0; i < 3; i++) {
                sentinels.add(startSentinel(ports.get(), port(master)));
            }
            awaitReady();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private RedisServer start(Optional<TlsPort> port, String... extraArguments) {
        List<String> arguments = new ArrayList<>(List.of("--repl-diskless-sync-delay", "0"));
        port.ifPresent(found -> arguments.addAll(found.arguments()));
        arguments.addAll(List.of(extraArguments));
        return kept(RedisServer.start(arguments.toArray(String[]::new)), port);
    }

    private RedisServer startSentinel(Optional<TlsPort> port, int master) {
        List<String> lines = new ArrayList<>(List.of(
                "sentinel monitor " + NAME + " 127.0.0.1 " + master + " 2",
                "sentinel down-after-milliseconds " + NAME + " " + DOWN_AFTER.toMillis(),
                "sentinel failover-timeout " + NAME + " 5000"));
        port.ifPresent(found -> lines.addAll(found.configuration()));
        return kept(RedisServer.startSentinel(lines.toArray(String[]::new)), port);
    }

    private RedisServer kept(RedisServer server, Optional<TlsPort> port) {
        port.ifPresent(found -> tls.put(server, found));
        return server;
    }

    /** Where clients and the others come. */
    private int port(RedisServer server) {
        return tls.containsKey(server) ? tls.get(server).port() : server.port();
    }

    /** The address of the master by way of all Sentinels. */
    public String address() {
        String scheme = tls.isEmpty() ? "redis-sentinel://" : "rediss-sentinel://";
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + port(sentinel))
                .collect(Collectors.joining(",", scheme, "/0#" + NAME));
    }

    /** The server that the Sentinels name; of those that answer the first decides. */
    public RedisServer master() {
        int port = masterPort();
        return servers.stream()
                .filter(server -> port(server) == port)
                .findFirst()
                .orElseThrow();
    }

    /** The server that is not {@link #master}. */
    public RedisServer replica() {
        return otherThan(master());
    }

    /** The other of both servers. */
    public RedisServer otherThan(RedisServer server) {
        return servers.get(server == servers.get(0) ? 1 : 0);
    }

    /** The Sentinels, to be killed, suspended and restarted. */
    public List<RedisServer> sentinels() {
        return sentinels;
    }

    /** Kills the master; returns it, so that it can be restarted. */
    public RedisServer killMaster() {
        RedisServer master = master();
        master.kill();
        return master;
    }

    /** Suspends the master; returns it, so that it can be resumed. */
    public RedisServer suspendMaster() {
        RedisServer master = master();
        master.suspend();
        return master;
    }

    /** Has the Sentinels make the replica master at once, although nothing is wrong. */
    public void failOver() {
        ask(sentinel -> sentinel.sync().failover(NAME));
    }

    /** Returns when the Sentinels name this server. */
    public void awaitMaster(RedisServer expected) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> masterPort() == port(expected));
    }

    /** Returns when each Sentinel knows both others, and a replica that follows. */
    public void awaitReady() {
        for (RedisServer sentinel : sentinels) {
            await().atMost(LONG).until(() -> isReady(sentinel));
        }
    }

    /** What a server replies; the connection is closed afterwards. */
    public <T> T look(RedisServer server, Function<RedisCommands<String, String>, T> question) {
        try (StatefulRedisConnection<String, String> connection = client.connect(uri(server))) {
            return question.apply(connection.sync());
        }
    }

    private String info(RedisServer server) {
        return look(server, commands -> commands.info("replication"));
    }

    private boolean isReady(RedisServer sentinel) {
        try (StatefulRedisSentinelConnection<String, String> connection = client.connectSentinel(uri(sentinel))) {
            Map<String, String> master = connection.sync().master(NAME);
            return "master".equals(master.get("flags"))
                    && "2".equals(master.get("num-other-sentinels"))
                    && connection.sync().replicas(NAME).stream()
                            .anyMatch(slave ->
                                    "ok".equals(slave.get("master-link-status")) && "slave".equals(slave.get("flags")));
        }
    }

    private int masterPort() {
        return ask(sentinel -> ((InetSocketAddress) sentinel.sync().getMasterAddrByName(NAME)).getPort());
    }

    private <T> T ask(Function<StatefulRedisSentinelConnection<String, String>, T> question) {
        RuntimeException trouble = new IllegalStateException("no Sentinel");
        for (RedisServer sentinel : sentinels) {
            try (StatefulRedisSentinelConnection<String, String> connection = client.connectSentinel(uri(sentinel))) {
                return question.apply(connection);
            } catch (RuntimeException e) {
                trouble = e;
            }
        }
        throw trouble;
    }

    private static RedisURI uri(RedisServer server) {
        return RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(server.port())
                .withTimeout(Duration.ofSeconds(1))
                .build();
    }

    @Override
    public void close() {
        client.shutdown();
        sentinels.forEach(RedisServer::close);
        servers.forEach(RedisServer::close);
    }
}
