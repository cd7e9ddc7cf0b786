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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

    /** Starts all five, and returns when each Sentinel knows all others: after about five seconds. */
    public SentinelRig() {
        try {
            RedisServer master = RedisServer.start("--repl-diskless-sync-delay", "0");
            servers.add(master);
            servers.add(RedisServer.start(
                    "--repl-diskless-sync-delay", "0", "--replicaof", "127.0.0.1", Integer.toString(master.port())));
            await().atMost(LONG).until(() -> info(servers.get(1)).contains("master_link_status:up"));
            for (int i = 0; i < 3; i++) {
                sentinels.add(RedisServer.startSentinel(
                        "sentinel monitor " + NAME + " 127.0.0.1 " + master.port() + " 2",
                        "sentinel down-after-milliseconds " + NAME + " " + DOWN_AFTER.toMillis(),
                        "sentinel failover-timeout " + NAME + " 5000"));
            }
            awaitReady();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The address of the master by way of all Sentinels. */
    public String address() {
        return sentinels.stream()
                .map(RedisServer::address)
                .collect(Collectors.joining(",", "redis-sentinel://", "/0#" + NAME));
    }

    /** The server that the Sentinels name; of those that answer the first decides. */
    public RedisServer master() {
        int port = masterPort();
        return servers.stream()
                .filter(server -> server.port() == port)
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
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> masterPort() == expected.port());
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
