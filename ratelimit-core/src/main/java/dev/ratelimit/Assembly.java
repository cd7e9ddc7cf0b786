package dev.ratelimit;

import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.http.Surroundings;
import dev.ratelimit.limit.Source;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.list.Lists;
import dev.ratelimit.list.MemoryList;
import dev.ratelimit.redis.RedisList;
import dev.ratelimit.redis.RedisRepository;
import dev.ratelimit.redis.RedisStore;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.MemoryMode;
import dev.ratelimit.rule.MemoryRepository;
import dev.ratelimit.rule.ModeRepository;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.DenyCache;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.UserRecords;
import dev.ratelimit.user.MemoryUsers;
import dev.ratelimit.user.Profiles;
import dev.ratelimit.user.Users;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How a limiter is put together: which store answers for which, and what hears of which change. */
final class Assembly {

    private final LiveRules live;
    private final LiveMode mode = new LiveMode();
    private final Lists lists = new Lists();
    private final SubjectHasher hasher;
    private final InstantSource clock;
    private final Duration userIdle;
    private final @Nullable String app;
    private final Profiles profiles;

    /** @param hasher hashes the keys of requests */
    Assembly(LiveRules live, SubjectHasher hasher, InstantSource clock, Duration userIdle, @Nullable String app) {
        this.live = live;
        this.hasher = hasher;
        this.clock = clock;
        this.userIdle = userIdle;
        this.app = app;
        this.profiles = new Profiles(clock, userIdle);
    }

    /** Redis decides, this JVM where Redis is lost, and neither where a denial is remembered. */
    State onRedis(RedisStore redis, int maxBuckets) {
        Store local = new MemoryStore(clock, Source.LOCAL, maxBuckets);
        DenyCache store = new DenyCache(new FailoverStore(redis, local, clock), clock);
        RedisRepository<Rule> rules = redis.repository(Kind.RULE);
        RedisRepository<Plan> plans = redis.repository(Kind.PLAN);
        ModeRepository switched = redis.mode();
        RedisList allow = redis.list(ListKind.ALLOW, hasher, clock);
        RedisList deny = redis.list(ListKind.DENY, hasher, clock);
        live.whenChanged(() -> store.forget(""));
        redis.changes()
                .keep("rules", id -> rules.refresh(id, live::acceptRules))
                .keep("plans", id -> plans.refresh(id, live::acceptPlans))
                .keep("mode", id -> mode.accept(switched.load()))
                .keep(ListKind.ALLOW.id(), entry -> {
                    allow.refresh(lists, entry);
                    store.forget("");
                })
                .keep(ListKind.DENY.id(), entry -> deny.refresh(lists, entry))
                .keep("users", id -> {
                    profiles.forget(id);
                    store.forget(id);
                })
                .open();
        return state(store, redis.users(userIdle), new State.Repositories(rules, plans, switched, allow, deny));
    }

    /** This JVM decides. */
    State inMemory(int maxBuckets, boolean withUsers) {
        UserRecords records = new UserRecords(clock, maxBuckets, userIdle);
        MemoryStore store = new MemoryStore(clock, Source.MEMORY, maxBuckets, withUsers ? records : null);
        State.Repositories repositories = new State.Repositories(
                new MemoryRepository<>(Kind.RULE, clock, live::acceptRules),
                new MemoryRepository<>(Kind.PLAN, clock, live::acceptPlans),
                new MemoryMode(clock, mode::accept),
                new MemoryList(ListKind.ALLOW, lists, hasher, clock),
                new MemoryList(ListKind.DENY, lists, hasher, clock));
        return state(store, new MemoryUsers(store, records, profiles::forget), repositories);
    }

    private State state(Store store, Users users, State.Repositories repositories) {
        Surroundings surroundings = new Surroundings(
                app, clock, user -> profiles.find(user).profile().plan(clock.millis()));
        return new State(store, users, repositories, profiles, mode, lists, surroundings);
    }
}
