package dev.ratelimit;

import dev.ratelimit.analytics.AnalyticsStore;
import dev.ratelimit.analytics.Field;
import dev.ratelimit.analytics.MemoryAnalytics;
import dev.ratelimit.event.Events;
import dev.ratelimit.event.LimitEventListener;
import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.http.Surroundings;
import dev.ratelimit.limit.Source;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.list.Lists;
import dev.ratelimit.list.MemoryList;
import dev.ratelimit.node.Self;
import dev.ratelimit.redis.RedisAnnotations;
import dev.ratelimit.redis.RedisClaims;
import dev.ratelimit.redis.RedisList;
import dev.ratelimit.redis.RedisMode;
import dev.ratelimit.redis.RedisNodes;
import dev.ratelimit.redis.RedisRepository;
import dev.ratelimit.redis.RedisRoster;
import dev.ratelimit.redis.RedisStore;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.MemoryMode;
import dev.ratelimit.rule.MemoryRepository;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.DenyCache;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.LocalCounts;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.TagSplit;
import dev.ratelimit.store.UserRecords;
import dev.ratelimit.traffic.MemoryTraffic;
import dev.ratelimit.traffic.TrafficStore;
import dev.ratelimit.user.MemoryUsers;
import dev.ratelimit.user.Profiles;
import dev.ratelimit.user.Users;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a limiter is put together: which store answers for which, and what hears of which change. */
final class Assembly {

    private final LiveRules live;
    private final LiveMode mode = new LiveMode();
    private final Lists lists = new Lists();
    private final SubjectHasher hasher;
    private final Clocks clocks;
    private final Duration userIdle;
    private final @Nullable String app;
    private final Profiles profiles;
    private boolean counting = true;
    private List<LimitEventListener> eventListeners = List.of();

    /**
     * What tells the time.
     *
     * @param steady to count by: it never goes back
     * @param wall for what ends at a date: it follows those who set the machine's clock right
     */
    record Clocks(InstantSource steady, InstantSource wall) {}

    /** @param hasher hashes the keys of requests */
    Assembly(LiveRules live, SubjectHasher hasher, Clocks clocks, Duration userIdle, @Nullable String app) {
        this.live = live;
        this.hasher = hasher;
        this.clocks = clocks;
        this.userIdle = userIdle;
        this.app = app;
        this.profiles = new Profiles(clocks.steady(), userIdle);
    }

    /** The same, counting no decisions. */
    Assembly withoutAnalytics() {
        counting = false;
        return this;
    }

    /** The same, of whose events these hear. */
    Assembly heardBy(List<LimitEventListener> listeners) {
        eventListeners = listeners;
        return this;
    }

    private Events events() {
        return new Events(clocks.steady(), clocks.wall(), eventListeners);
    }

    /** Redis decides, this JVM where Redis is lost, and neither where a denial is remembered. */
    State onRedis(RedisStore redis, int maxBuckets) {
        RedisNodes nodes = redis.nodes();
        LocalCounts local = new LocalCounts(clocks.steady(), maxBuckets, nodes::count);
        Events events = events();
        FailoverStore failover = new FailoverStore(redis, local, clocks.steady(), events);
        DenyCache store = denyCache(redis, failover);
        RedisRepository<Rule> rules = redis.repository(Kind.RULE);
        RedisRepository<Plan> plans = redis.repository(Kind.PLAN);
        RedisMode switched = redis.mode();
        RedisList allow = redis.list(ListKind.ALLOW, hasher, clocks.wall());
        RedisList deny = redis.list(ListKind.DENY, hasher, clocks.wall());
        RedisRoster roster = redis.roster(self(true, failover::lost), clocks.wall());
        RedisClaims claims = redis.claims();
        RedisAnnotations annotations = redis.annotations();
        live.whenChanged(store::forgetAll);
        live.whenAnnotated(() -> redis.changes().wake(RedisAnnotations.TOPIC));
        redis.changes()
                .keep("rules", id -> rules.refresh(id, live::acceptRules))
                .keep("plans", id -> plans.refresh(id, live::acceptPlans))
                .keep("mode", id -> {
                    mode.accept(switched.refreshed(mode.current()));
                    store.forgetAll();
                })
                .keep(ListKind.ALLOW.id(), entry -> {
                    allow.refresh(lists, entry);
                    store.forgetAll();
                })
                .keep(ListKind.DENY.id(), entry -> {
                    deny.refresh(lists, entry);
                    store.forgetAll();
                })
                .keep(
                        RedisAnnotations.TOPIC,
                        RedisAnnotations.RENEWAL,
                        all -> annotations.refresh(live.annotated(), live::acceptAnnotated))
                .keep(RedisNodes.TOPIC, RedisNodes.BEAT, all -> {
                    // It is known already that what checks may not do a beat may not; of a cluster another master is
                    // lost.
                    if (redis.clustered() || !failover.lost()) {
                        nodes.beat();
                    }
                })
                .keep(RedisRoster.TOPIC, RedisRoster.RENEWAL, all -> {
                    if (redis.clustered() || !failover.lost()) {
                        roster.tell();
                    }
                })
                .keep("users", id -> {
                    profiles.forget(id);
                    store.forget(id, live::owns);
                    // Whoever may have been reset in a gap: what was counted here is owed all the same, and who was
                    // at zero must not be let in by the next outage.
                    if (!id.isEmpty()) {
                        local.forget(id, live::owns);
                    }
                })
                .open();
        return state(
                store,
                redis.users(userIdle, live::owns),
                new State.Repositories(
                        rules,
                        plans,
                        switched,
                        events.watching(ListKind.ALLOW, allow, hasher),
                        events.watching(ListKind.DENY, deny, hasher)),
                new Visible(
                        new Kept(redis.analytics(), redis.traffic(), failover::lost, nodes::count),
                        Map.of("denials", store::size, "profiles", profiles::size, "buckets", local::size),
                        // While Redis is away each node tells what it notices.
                        events.claiming((what, far, life) -> failover.lost() || claims.first(what, far, life)),
                        Company.of(roster)));
    }

    private DenyCache denyCache(RedisStore redis, Store failover) {
        if (!redis.clustered()) {
            return new DenyCache(failover, clocks.steady());
        }
        DenyCache store = new DenyCache(new TagSplit(failover), clocks.steady());
        // What denied may have been taken for a moment by a request, of any node, that another tag denied.
        store.unitsMayReturn();
        return store;
    }

    /** This JVM decides. */
    State inMemory(int maxBuckets, boolean withUsers) {
        UserRecords records = new UserRecords(clocks.steady(), maxBuckets, userIdle);
        MemoryStore store = new MemoryStore(clocks.steady(), Source.MEMORY, maxBuckets, withUsers ? records : null);
        Events events = events();
        State.Repositories repositories = new State.Repositories(
                new MemoryRepository<>(Kind.RULE, clocks.wall(), live::acceptRules),
                new MemoryRepository<>(Kind.PLAN, clocks.wall(), live::acceptPlans),
                new MemoryMode(clocks.wall(), mode::accept),
                events.watching(ListKind.ALLOW, new MemoryList(ListKind.ALLOW, lists, hasher, clocks.wall()), hasher),
                events.watching(ListKind.DENY, new MemoryList(ListKind.DENY, lists, hasher, clocks.wall()), hasher));
        Users users = new MemoryUsers(store, records, live::owns, profiles::forget);
        return state(
                store,
                users,
                repositories,
                new Visible(
                        new Kept(new MemoryAnalytics(), new MemoryTraffic(clocks.wall()), () -> false, () -> 1),
                        Map.of("profiles", profiles::size, "buckets", store::size),
                        events,
                        Company.alone(self(false, () -> false))));
    }

    private Self self(boolean redis, BooleanSupplier lost) {
        Supplier<String> now = () -> mode.at(clocks.wall().millis()).id();
        return new Self(app, hasher.fingerprint(), new Self.State(live::version, now, redis, lost), clocks.wall());
    }

    /**
     * How it is seen from outside.
     *
     * @param sizes of what this JVM holds
     */
    private record Visible(Kept kept, Map<String, LongSupplier> sizes, Events events, Company company) {}

    /**
     * Where what was decided is kept.
     *
     * @param lost whether the store is not asked at the moment
     * @param nodes how many share it
     */
    private record Kept(AnalyticsStore analytics, TrafficStore traffic, BooleanSupplier lost, LongSupplier nodes) {

        State.Counting counting(InstantSource clock) {
            return State.Counting.start(analytics, clock, lost);
        }

        State.Sampling sampling(InstantSource clock) {
            return State.Sampling.start(traffic, clock, lost, nodes);
        }
    }

    private State state(Store store, Users users, State.Repositories repositories, Visible visible) {
        Surroundings surroundings = new Surroundings(
                app,
                clocks.wall(),
                user -> profiles.peek(user).plan(clocks.wall().millis()));
        State.Counting counted = counting ? visible.kept().counting(clocks.wall()) : null;
        if (counted != null) {
            counted.recorder().counts(Field.PROFILE_HITS, profiles::hits);
            counted.recorder().counts(Field.PROFILE_MISSES, profiles::misses);
        }
        State.Sampling sampling = counting ? visible.kept().sampling(clocks.wall()) : null;
        LongSupplier dropped = counted == null ? () -> 0 : counted.flusher()::dropped;
        Events events = visible.events();
        Vitals vitals = new Vitals(visible.kept().lost(), visible.sizes(), dropped, events.counts());
        events.start(kind -> {
            if (counted != null) {
                counted.recorder().event(kind.id());
            }
        });
        return new State(
                events.watching(store),
                users,
                repositories,
                profiles,
                mode,
                lists,
                surroundings,
                new State.Watching(counted, sampling, vitals, events, visible.company()));
    }
}
