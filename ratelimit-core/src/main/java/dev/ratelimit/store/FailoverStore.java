package dev.ratelimit.store;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one store and, while that is lost, another. A {@link Breaker} for each of its servers keeps a lost one from costing
 * each request its time budget; a probe, which is a real check on a key of its own, finds out when it is back. What was
 * counted meanwhile is charged to it before real calls pass again, as far as that is quick, and then the rest. Each change
 * of state is one line in the log, while they are few.
 */
public final class FailoverStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverStore.class);
    private static final long PROBE_MILLIS = 100;
    private static final int MOST_OWED = 100_000;

    private final Store primary;
    private final Servers servers;
    private final Probes probes;
    private final LocalCounts local;
    private final Store unasked;
    private final Store unanswered;
    private final ChargingBack chargingBack;
    private final Healths health;
    /** Of a store of one server; saves each call the look for it. */
    private final @Nullable ServerHealth only;

    private final Set<String> warm = new HashSet<>();
    private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor(FailoverStore::daemon);
    private final Future<?> probing;

    /**
     * @param primary the store to ask
     * @param local where rules with {@code on_store_failure: local} count meanwhile
     */
    public FailoverStore(Store primary, LocalCounts local, InstantSource clock) {
        this(primary, local, clock, OutageListener.NONE);
    }

    /** @param listener hears of what the log says */
    public FailoverStore(Store primary, LocalCounts local, InstantSource clock, OutageListener listener) {
        this.primary = primary;
        this.servers = primary.servers();
        this.probes = new Probes(servers);
        this.local = local;
        this.unasked = new FailurePolicies(local.owing(), clock);
        this.unanswered = new FailurePolicies(local, clock);
        this.chargingBack = new ChargingBack(primary, local);
        this.health = new Healths(servers, local::owes, clock, listener);
        this.only = servers.several() ? null : health.of(Servers.ONLY);
        servers.all().forEach(this::warmUp);
        this.probing = prober.scheduleWithFixedDelay(this::probe, PROBE_MILLIS, PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The same for the only node there is. */
    public FailoverStore(Store primary, MemoryStore local, InstantSource clock) {
        this(primary, new LocalCounts(local, clock, MOST_OWED, () -> 1), clock);
    }

    /**
     * The first checks of a JVM load classes, and scripts on the server, which may take longer than their budget: a
     * burden that no request should have. Nor should one find a server not connected yet that has just come. Who starts
     * without Redis is told so before the first request.
     */
    private void warmUp(String server) {
        if (!warm.add(server)) {
            return;
        }
        List<Call> calls = probes.subject(server).map(Probes::ofEveryScript).orElse(List.of());
        for (Call call : calls) {
            try {
                primary.decide(call);
            } catch (StoreException e) {
                LOG.debug("not warm yet: {}", e.getMessage());
                // To be slow is no fault here. Whatever else it is, requests would meet it as well.
                if (e.trouble() != Trouble.TIMEOUT) {
                    health.of(server).failed(e);
                }
                if (health.of(server).lost()) {
                    // Again when it is back.
                    warm.remove(server);
                    return;
                }
            }
        }
    }

    @Override
    public Answer decide(Call call) {
        ServerHealth server = health(call);
        return asks(call, server) ? answer(call, server, () -> primary.decide(call)) : unasked(call, server);
    }

    @Override
    public long deadline() {
        return primary.deadline();
    }

    @Override
    public Pending begin(Call call, long deadline) {
        ServerHealth server = health(call);
        if (asks(call, server)) {
            Pending begun = begun(call, deadline);
            return () -> answer(call, server, begun);
        }
        Answer other = unasked(call, server);
        return () -> other;
    }

    private ServerHealth health(Call call) {
        return only != null ? only : health.of(servers.of(call));
    }

    private static boolean asks(Call call, ServerHealth server) {
        return call.takenBy() != Source.LOCAL && !server.lost();
    }

    private Pending begun(Call call, long deadline) {
        try {
            return primary.begin(call, deadline);
        } catch (StoreException e) {
            return () -> {
                throw e;
            };
        }
    }

    private Answer answer(Call call, ServerHealth server, Pending asked) {
        try {
            Answer answer = asked.await();
            server.succeeded();
            local.heard(call, answer);
            return answer;
        } catch (StoreException e) {
            server.failed(e);
            // What was sent may have been charged: what is counted here is not charged once more.
            return without(e.undone() ? unasked : unanswered, call, e.word());
        }
    }

    private Answer unasked(Call call, ServerHealth server) {
        return call.takenBy() == Source.LOCAL ? unasked.decide(call) : without(unasked, call, server.cause());
    }

    private static Answer without(Store fallback, Call call, String cause) {
        // What the lost store holds cannot be put back anywhere else: that would be quota out of nothing.
        Answer answer = call.takenBy() == null ? fallback.decide(call) : new Answer.Unknown();
        return answer instanceof Answer.Decided decided ? decided.because(cause) : answer;
    }

    @Override
    public boolean reachable(Duration patience) {
        return primary.reachable(patience);
    }

    /** Whether one of the servers is not asked at the moment. */
    public boolean lost() {
        return health.lost();
    }

    private void probe() {
        try {
            List<String> present = servers.all();
            warm.retainAll(present);
            probes.retain(present);
            health.retain(present);
            present.stream().filter(this::mayBeWarmed).forEach(this::warmUp);
            health.forEach((server, its) -> probeLost(server, its, present));
            if (only == null || !only.lost()) {
                chargingBack.rest(charge -> !health.of(of(charge)).lost(), !lost());
            }
        } catch (RuntimeException | Error e) {
            // The executor would not run this again, and what is lost would stay lost.
            LOG.warn("Redis could not be probed", e);
        }
    }

    private boolean mayBeWarmed(String server) {
        ServerHealth its = health.of(server);
        return !its.lost() || its.untried();
    }

    private void probeLost(String server, ServerHealth its, List<String> present) {
        if (!its.lost()) {
            return;
        }
        servers.lost(server);
        Optional<String> subject = probes.subject(server);
        subject.ifPresent(found -> probe(server, its, found));
        if (subject.isEmpty() && !present.contains(server)) {
            health.forget(server);
        }
    }

    private void probe(String server, ServerHealth its, String subject) {
        try {
            primary.decide(Probes.usual(subject));
            if (servers.answered(server)
                    && chargingBack.first(charge -> of(charge).equals(server))) {
                its.probed();
            }
        } catch (StoreException e) {
            LOG.debug("Redis is still lost: {}", e.getMessage());
            if (e.trouble() == Trouble.TIMEOUT) {
                servers.unanswered(server);
            }
            if (its.untried()) {
                its.failed(e);
            }
        }
    }

    private String of(Charge charge) {
        return servers.of(new Call(Action.CHARGE, List.of(charge), null));
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
        local.close();
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
