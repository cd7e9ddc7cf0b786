package dev.ratelimit;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.KeyResolver;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.http.UntrustedForwarding;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.redis.RedisStore;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesFile;
import dev.ratelimit.simulation.Simulation;
import dev.ratelimit.traffic.MemoryTraffic;
import dev.ratelimit.traffic.Requests;
import dev.ratelimit.traffic.Sampler;
import dev.ratelimit.traffic.Traffic;
import dev.ratelimit.traffic.TrafficLog;
import dev.ratelimit.traffic.TrafficStore;
import dev.ratelimit.traffic.TrafficWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A limiter whose log is written when a test says so, and what it denied. */
final class WatchedLimiter implements AutoCloseable {

    private static final Identification IDENTIFICATION =
            Identification.defaults().withResolver(KeyResolver.parse("principal,ip"));

    private final Sampler sampler = new Sampler();
    private final TrafficStore store;
    private final TrafficWriter writer;
    private final RateLimiter limiter;
    private final Map<String, Long> denied = new TreeMap<>();
    private final Map<String, Long> deniedTo = new TreeMap<>();

    private WatchedLimiter(List<Rule> rules, InstantSource clock, @Nullable RedisStore redis) {
        LiveRules live = new LiveRules(new RulesFile(rules, List.of()), RulesFile.EMPTY);
        Assembly assembly = new Assembly(
                        live, IDENTIFICATION.hasher(), new Assembly.Clocks(clock, clock), Duration.ofDays(30), null)
                .withoutAnalytics();
        State state = redis == null ? assembly.inMemory(100_000, false) : assembly.onRedis(redis, 1_000);
        store = redis == null ? new MemoryTraffic(clock) : redis.traffic();
        writer = new TrafficWriter(sampler, store, clock, () -> false, () -> 1);
        State.Watching watching = new State.Watching(
                null,
                new State.Sampling(sampler, new TrafficLog(store), writer),
                state.watching().vitals(),
                state.watching().events(),
                state.watching().company());
        Audience audience = new Audience(watching, new UntrustedForwarding(IDENTIFICATION.clientAddress()));
        limiter = new RateLimiter(state, live, null, IDENTIFICATION, audience);
    }

    static WatchedLimiter inMemory(InstantSource clock, Rule... rules) {
        return new WatchedLimiter(List.of(rules), clock, null);
    }

    static WatchedLimiter onRedis(RedisStore redis, Rule... rules) {
        return new WatchedLimiter(List.of(rules), InstantSource.system(), redis);
    }

    RateLimiter limiter() {
        return limiter;
    }

    Verdict check(TestRequest request, String user, String route) {
        Verdict verdict = limiter.check(request);
        if (verdict.decisions().stream().anyMatch(decision -> !decision.allowed())) {
            denied.merge(user, 1L, Long::sum);
            deniedTo.merge(route, 1L, Long::sum);
        }
        return verdict;
    }

    void tick() {
        Requests.tick(writer);
    }

    void flush() {
        Requests.flush(writer);
    }

    /** How many requests of each caller a rule denied, or would have. */
    Map<String, Long> denied() {
        return denied;
    }

    /** The same by route. */
    Map<String, Long> deniedTo() {
        return deniedTo;
    }

    Traffic traffic(Instant from, Instant to) {
        return new TrafficLog(store).read(from, to);
    }

    static Map<String, Long> denied(List<Simulation.Named> all) {
        Map<String, Long> denied = new TreeMap<>();
        all.stream()
                .filter(named -> named.tally().denied() > 0)
                .forEach(named -> denied.put(named.name(), named.tally().denied()));
        return denied;
    }

    @Override
    public void close() {
        limiter.close();
    }
}
