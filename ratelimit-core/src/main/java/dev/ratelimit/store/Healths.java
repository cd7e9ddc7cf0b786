package dev.ratelimit.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** The health of each server of a store. One that comes while something is owed is not asked before it was tried. */
final class Healths {

    private final Servers servers;
    private final BooleanSupplier owing;
    private final InstantSource clock;
    private final OutageListener listener;
    private final Map<String, ServerHealth> known = new ConcurrentHashMap<>();
    /** Of those that went, until all that they may tell in a minute is theirs again: they may come and go. */
    private final Cache<String, OutageLog> logs = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(1_000)
            .executor(Runnable::run)
            .build();

    /** @param owing whether there is something that servers are to be told before they are asked */
    Healths(Servers servers, BooleanSupplier owing, InstantSource clock, OutageListener listener) {
        this.servers = servers;
        this.owing = owing;
        this.clock = clock;
        this.listener = listener;
    }

    ServerHealth of(String server) {
        ServerHealth its = known.get(server);
        return its != null ? its : met(server);
    }

    /** That no server has a key may be all there is to see of a lost link: those behind the next one are to be told, too. */
    private ServerHealth met(String server) {
        retain(servers.all());
        return known.computeIfAbsent(server, name -> new ServerHealth(log(name), owing.getAsBoolean(), clock));
    }

    private OutageLog log(String server) {
        OutageLog log = logs.getIfPresent(server);
        return log != null
                ? log
                : new OutageLog(server.equals(Servers.ONLY) ? "Redis" : "Redis server " + server, clock, listener);
    }

    /** Whether one of them is not asked at the moment. */
    boolean lost() {
        return known.values().stream().anyMatch(ServerHealth::lost);
    }

    void forEach(BiConsumer<String, ServerHealth> what) {
        known.forEach(what);
    }

    /** Forgets all but the servers that there are; and the lack of one, while that is a trouble. */
    void retain(List<String> present) {
        known.forEach((server, its) -> {
            boolean lacking = server.equals(Servers.ONLY) && its.lost();
            if (!lacking && !present.contains(server)) {
                forget(server);
            }
        });
    }

    /** A server is none any more. In one step, or one that comes again meanwhile would have a log of its own. */
    void forget(String server) {
        known.computeIfPresent(server, (name, gone) -> {
            logs.put(name, gone.replaced());
            return null;
        });
    }
}
