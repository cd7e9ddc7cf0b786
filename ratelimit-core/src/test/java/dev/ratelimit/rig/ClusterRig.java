package dev.ratelimit.rig;

import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Redis Cluster of three masters, each with a replica, for tests to break. A master is found by a key, whichever server
 * that is at the moment; {@link #heal} makes it whole again. It is up after some four seconds. Not for several threads.
 */
public final class ClusterRig implements AutoCloseable {

    /** After which time without an answer the others take a node for dead. */
    public static final Duration NODE_TIMEOUT = Duration.ofSeconds(1);

    private static final int MASTERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<ClusterServer> servers = new ArrayList<>();

    private ClusterRig() {}

    /**
     * Starts a cluster and returns when it is whole.
     *
     * @param extraArguments options of each server; they win over the defaults
     */
    public static ClusterRig start(String... extraArguments) {
        return start(Optional::empty, extraArguments);
    }

    /** The same where clients and servers come by TLS. */
    public static ClusterRig startTls(Certificate certificate) {
        return start(() -> Optional.of(TlsPort.find(certificate)));
    }

    private static ClusterRig start(Supplier<Optional<TlsPort>> tls, String... extraArguments) {
        ClusterRig rig = new ClusterRig();
        try {
            rig.join(tls, List.of(extraArguments));
        } catch (RuntimeException e) {
            rig.close();
            throw e;
        }
        return rig;
    }

    private void join(Supplier<Optional<TlsPort>> tls, List<String> extraArguments) {
        for (int i = 0; i < 2 * MASTERS; i++) {
            servers.add(new ClusterServer(NODE_TIMEOUT, tls.get(), extraArguments));
        }
        for (int i = 0; i < MASTERS; i++) {
            int first = i * SlotHash.SLOT_COUNT / MASTERS;
            int end = (i + 1) * SlotHash.SLOT_COUNT / MASTERS;
            // ADDSLOTSRANGE came with Redis 7.
            servers.get(i)
                    .commands()
                    .clusterAddSlots(IntStream.range(first, end).toArray());
            servers.get(i).commands().clusterSetConfigEpoch(i + 1L);
        }
        for (ClusterServer server : servers) {
            server.meet(servers.get(0));
        }
        await().atMost(PATIENCE).until(() -> servers.stream().allMatch(server -> server.known() == servers.size()));
        for (int i = 0; i < MASTERS; i++) {
            servers.get(MASTERS + i).replicate(servers.get(i));
        }
        awaitWhole();
    }

    /** Waits until every slot has a master that answers, and every master a replica that follows. */
    private void awaitWhole() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> servers.stream().allMatch(server -> server.well(MASTERS)));
    }

    /** Brings back what is dead or suspended, and returns when the cluster is whole. */
    public void heal() {
        revive();
        awaitWhole();
    }

    /** The same without waiting for the cluster. */
    public void revive() {
        servers.forEach(ClusterServer::revive);
    }

    /** Addresses of some nodes, by which clients find the others. */
    public List<RedisURI> seeds() {
        return servers.stream().map(ClusterServer::uri).toList();
    }

    /** Some key that nobody has used, whose master is another one than those of the given keys. */
    public String keyBeside(String... keys) {
        List<RedisServer> taken =
                IntStream.range(0, keys.length).mapToObj(i -> master(keys[i])).toList();
        return Stream.generate(() -> UUID.randomUUID().toString())
                .filter(key -> !taken.contains(master(key)))
                .findFirst()
                .orElseThrow();
    }

    /** The server that is master of a key; where it has just been lost, still that one until another has taken over. */
    public RedisServer master(String key) {
        return serverOf(key).server();
    }

    /** All servers, masters or not. */
    public List<RedisServer> servers() {
        return servers.stream().map(ClusterServer::server).toList();
    }

    /** The masters that can be asked. */
    public List<RedisServer> masters() {
        return servers.stream()
                .filter(server -> !server.suspended() && server.isMaster())
                .map(ClusterServer::server)
                .toList();
    }

    /** Ends the master of a key, as a power cut would. */
    public void kill(String key) {
        serverOf(key).kill();
    }

    /** Freezes the master of a key: its connections stay open, nothing answers. */
    public void suspend(String key) {
        serverOf(key).suspend();
    }

    /** Has the master of a key reached by another address on loopback from now on, say that of a {@link TcpProxy}. */
    public void announce(String key, String address) {
        serverOf(key).announce(address);
        await().atMost(PATIENCE).until(() -> servers.stream().allMatch(server -> server.knows(address)));
    }

    /** How many errors of a kind, such as {@code NOSCRIPT}, all servers have answered. */
    public long answered(String error) {
        return servers.stream()
                .filter(server -> !server.suspended())
                .mapToLong(server -> server.answered(error))
                .sum();
    }

    /** Makes all servers forget their scripts. */
    public void flushScripts() {
        servers.stream()
                .filter(server -> !server.suspended())
                .forEach(server -> server.commands().scriptFlush());
    }

    /** Deletes everything. */
    public void flush() {
        Set<RedisServer> masters = Set.copyOf(masters());
        servers.stream()
                .filter(server -> masters.contains(server.server()))
                .forEach(server -> server.commands().flushall());
    }

    /** What a script replies, on the master of a key. */
    public String eval(String key, String script) {
        List<Object> reply = serverOf(key).commands().eval(script, ScriptOutputType.MULTI, key);
        return String.valueOf(reply.get(0));
    }

    /**
     * Moves the slot of a key with all that is in it to another master while everything runs. That one forgets its scripts
     * just before, and again before the slot is its own.
     */
    public void migrate(String key) {
        int slot = SlotHash.getSlot(key);
        ClusterServer from = serverOf(key);
        ClusterServer to = serverOf(keyBeside(key));
        to.commands().scriptFlush();
        to.commands().clusterSetSlotImporting(slot, from.id());
        from.commands().clusterSetSlotMigrating(slot, to.id());
        from.moveKeys(slot, to);
        to.commands().scriptFlush();
        // The one that has it first: until it knows, nobody may say that it has it.
        to.commands().clusterSetSlotNode(slot, to.id());
        from.commands().clusterSetSlotNode(slot, to.id());
        await().atMost(PATIENCE)
                .until(() -> servers.stream()
                        .allMatch(server ->
                                server.suspended() || server.masterOf(slot).equals(to.id())));
    }

    private ClusterServer serverOf(String key) {
        int slot = SlotHash.getSlot(key);
        String id = servers.stream()
                .filter(server -> !server.suspended())
                .map(server -> server.masterOf(slot))
                .findFirst()
                .orElseThrow();
        return servers.stream()
                .filter(server -> server.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Ends all servers, suspended ones too. */
    @Override
    public void close() {
        servers.forEach(ClusterServer::close);
    }
}
