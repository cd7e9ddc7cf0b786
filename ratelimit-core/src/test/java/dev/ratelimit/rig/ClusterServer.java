package dev.ratelimit.rig;

import dev.ratelimit.embedded.RedisServer;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One server of a cluster, and a connection by which the test commands it. */
final class ClusterServer implements AutoCloseable {

    private static final int PAGE = 10;

    private final RedisServer server;
    private final Optional<TlsPort> tls;
    private final RedisClient client;
    private final RedisCommands<String, String> commands;
    private final String id;
    private boolean killed;
    private boolean suspended;

    /** @param tls by which clients and the other servers come, where there is one */
    ClusterServer(Duration nodeTimeout, Optional<TlsPort> tls, List<String> extraArguments) {
        this.tls = tls;
        List<String> arguments = new ArrayList<>(List.of(
                "--cluster-enabled",
                "yes",
                "--cluster-node-timeout",
                Long.toString(nodeTimeout.toMillis()),
                "--cluster-config-file",
                "nodes.conf",
                // As the README recommends: a lost master takes down its own keys only.
                "--cluster-require-full-coverage",
                "no",
                // A replica syncs at once.
                "--repl-diskless-sync-delay",
                "0"));
        tls.ifPresent(port -> {
            arguments.addAll(port.arguments());
            arguments.addAll(List.of("--tls-cluster", "yes"));
        });
        arguments.addAll(extraArguments);
        server = RedisServer.start(arguments.toArray(String[]::new));
        client = RedisClient.create(uri("redis://" + server.address()));
        commands = client.connect().sync();
        id = commands.clusterMyId();
    }

    RedisServer server() {
        return server;
    }

    /** Where clients come. */
    String address() {
        return tls.map(TlsPort::address).orElse(server.address());
    }

    RedisURI uri() {
        return uri((tls.isPresent() ? "rediss://" : "redis://") + address());
    }

    private static RedisURI uri(String address) {
        return RedisURI.builder(RedisURI.create(address))
                .withTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Where the other servers come. */
    private int port() {
        return Integer.parseInt(port(address()));
    }

    RedisCommands<String, String> commands() {
        return commands;
    }

    String id() {
        return id;
    }

    void meet(ClusterServer other) {
        commands.clusterMeet("127.0.0.1", other.port());
    }

    void replicate(ClusterServer master) {
        commands.clusterReplicate(master.id);
    }

    /** Has it reached by another address on loopback from now on. */
    void announce(String address) {
        commands.configSet("cluster-announce-port", port(address));
    }

    /** Whether it knows that some server is reached by an address. */
    boolean knows(String address) {
        return nodes().stream().anyMatch(line -> line.contains(":" + port(address) + "@"));
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }

    /** How many nodes it knows that have shaken hands with it. */
    long known() {
        return nodes().stream().filter(line -> !line.contains("handshake")).count();
    }

    private List<String> nodes() {
        return commands.clusterNodes().lines().toList();
    }

    /** The id of the master of a slot as this server knows it. */
    String masterOf(int slot) {
        return nodes().stream()
                .map(line -> line.split(" "))
                .filter(words -> words[2].contains("master") && has(words, slot))
                .map(words -> words[0])
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("slot " + slot + " has no master"));
    }

    private static boolean has(String[] words, int slot) {
        return Arrays.stream(words, Math.min(8, words.length), words.length)
                .filter(word -> !word.startsWith("["))
                .map(word -> word.split("-"))
                .anyMatch(range ->
                        Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1]));
    }

    /** How many errors of a kind it has answered. */
    long answered(String error) {
        String start = "errorstat_" + error + ":count=";
        return commands.info("errorstats")
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToLong(line -> Long.parseLong(line.substring(start.length())))
                .sum();
    }

    boolean isMaster() {
        return nodes().stream().anyMatch(line -> line.contains("myself,master"));
    }

    /** Whether it sees the whole cluster, and follows or is followed. */
    boolean well(int masters) {
        String replication = commands.info("replication");
        boolean followed = replication.contains("state=online") || replication.contains("master_link_status:up");
        List<String> nodes = nodes();
        return followed
                && commands.clusterInfo().contains("cluster_state:ok")
                && nodes.size() == 2 * masters
                && nodes.stream().noneMatch(line -> line.contains("fail"))
                && nodes.stream().filter(line -> line.contains("slave")).count() == masters;
    }

    void kill() {
        killed = true;
        server.kill();
    }

    void suspend() {
        suspended = true;
        server.suspend();
    }

    /** Whether it cannot be asked. */
    boolean suspended() {
        return suspended || killed;
    }

    void revive() {
        if (suspended) {
            server.resume();
        }
        if (killed) {
            server.restart();
        }
        suspended = false;
        killed = false;
    }

    /** Moves all keys of a slot to another server, a few at a time. */
    void moveKeys(int slot, ClusterServer to) {
        List<String> keys = commands.clusterGetKeysInSlot(slot, PAGE);
        while (!keys.isEmpty()) {
            commands.migrate("127.0.0.1", to.port(), 0, 5_000, MigrateArgs.Builder.keys(keys));
            keys = commands.clusterGetKeysInSlot(slot, PAGE);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            client.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }
}
