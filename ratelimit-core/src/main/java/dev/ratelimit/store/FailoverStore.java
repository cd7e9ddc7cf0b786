package dev.ratelimit.store;

import dev.ratelimit.limit.Source;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one store and, while that is lost, another. A {@link Breaker} for each of its nodes keeps a lost one from costing
 * each request its time budget; a probe, which is a real check on a key of its own, finds out when it is back. Each
 * change of state is one line in the log.
 */
public final class FailoverStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverStore.class);
    private static final long PROBE_MILLIS = 100;
    private final Store primary;
    private final Nodes nodes;
    private final Store fallback;
    private final InstantSource clock;
    private final Map<String, NodeHealth> health = new ConcurrentHashMap<>();
    /** Of a store of one node; saves each call the look for it. */
    private final @Nullable NodeHealth only;

    private final Set<String> warm = new HashSet<>();
    private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor(FailoverStore::daemon);
    private final Future<?> probing;

    /**
     * @param primary the store to ask
     * @param local the store in which rules with {@code on_store_failure: local} count meanwhile
     */
    public FailoverStore(Store primary, Store local, InstantSource clock) {
        this.primary = primary;
        this.nodes = primary.nodes();
        this.fallback = new FailurePolicies(local, clock);
        this.clock = clock;
        this.only = nodes == Nodes.ONE ? health(Nodes.ONLY) : null;
        nodes.all().forEach(this::warmUp);
        this.probing = prober.scheduleWithFixedDelay(this::probe, PROBE_MILLIS, PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * The first checks of a JVM load classes, and scripts on the server, which may take longer than their budget: a
     * burden that no request should have. Nor should one find a node not connected yet that has just come.
     */
    private void warmUp(String node) {
        if (!warm.add(node)) {
            return;
        }
        List<Call> calls =
                Probes.subject(nodes, node).map(Probes::ofEveryScript).orElse(List.of());
        for (Call call : calls) {
            try {
                primary.decide(call);
            } catch (StoreException e) {
                LOG.debug("not warm yet: {}", e.getMessage());
                if (e.trouble() == Trouble.DISCONNECTED) {
                    // Again when it is connected.
                    warm.remove(node);
                    return;
                }
            }
        }
    }

    @Override
    public Answer decide(Call call) {
        NodeHealth node = health(call);
        return asks(call, node) ? answer(call, node, () -> primary.decide(call)) : otherwise(call);
    }

    @Override
    public Pending begin(Call call) {
        NodeHealth node = health(call);
        if (asks(call, node)) {
            Pending begun = begun(call);
            return () -> answer(call, node, begun);
        }
        Answer other = otherwise(call);
        return () -> other;
    }

    private NodeHealth health(Call call) {
        return only != null ? only : health(nodes.of(call));
    }

    private NodeHealth health(String node) {
        NodeHealth known = health.get(node);
        return known != null ? known : health.computeIfAbsent(node, name -> new NodeHealth(name, clock));
    }

    private static boolean asks(Call call, NodeHealth node) {
        return call.takenBy() != Source.LOCAL && !node.lost();
    }

    private Pending begun(Call call) {
        try {
            return primary.begin(call);
        } catch (StoreException e) {
            return () -> {
                throw e;
            };
        }
    }

    private Answer answer(Call call, NodeHealth node, Pending asked) {
        try {
            Answer answer = asked.await();
            node.succeeded();
            return answer;
        } catch (StoreException e) {
            node.failed(e);
            return otherwise(call);
        }
    }

    /** What the lost store holds cannot be put back anywhere else: that would be quota out of nothing. */
    private Answer otherwise(Call call) {
        boolean elsewhere = call.takenBy() != null && call.takenBy() != Source.LOCAL;
        return elsewhere ? new Answer.Unknown() : fallback.decide(call);
    }

    @Override
    public boolean reachable(Duration patience) {
        return primary.reachable(patience);
    }

    private void probe() {
        try {
            List<String> present = nodes.all();
            warm.retainAll(present);
            present.forEach(this::warmUp);
            health.forEach((node, its) -> {
                if (its.lost()) {
                    nodes.lost(node);
                    Probes.subject(nodes, node).ifPresentOrElse(subject -> probe(its, subject), () -> forget(node));
                }
            });
        } catch (RuntimeException e) {
            // The executor would not run this again, and what is lost would stay lost.
            LOG.warn("Redis could not be probed", e);
        }
    }

    private void probe(NodeHealth node, String subject) {
        try {
            primary.decide(Probes.usual(subject));
            node.probed();
        } catch (StoreException e) {
            LOG.debug("Redis is still lost: {}", e.getMessage());
        }
    }

    private void forget(String node) {
        NodeHealth gone = health.remove(node);
        if (gone != null) {
            gone.replaced();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "ratelimit-probe");
        thread.setDaemon(true);
        return thread;
    }

    /** Closes both stores. */
    @Override
    public void close() {
        probing.cancel(true);
        prober.shutdownNow();
        primary.close();
        fallback.close();
        awaitProber();
    }

    /** Servers warn of threads that still run when their application is gone. */
    private void awaitProber() {
        try {
            if (!prober.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("The probe of Redis still runs a second after it was told to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
