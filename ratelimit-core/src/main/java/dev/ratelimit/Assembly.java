package dev.ratelimit;

import dev.ratelimit.http.Surroundings;
import dev.ratelimit.limit.Source;
import dev.ratelimit.redis.RedisStore;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.MemoryMode;
import dev.ratelimit.rule.MemoryRepository;
import dev.ratelimit.rule.ModeRepository;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Repository;
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
    private final InstantSource clock;
    private final Duration userIdle;
    private final @Nullable String app;
    private final Profiles profiles;

    Assembly(LiveRules live, InstantSource clock, Duration userIdle, @Nullable String app) {
        this.live = live;
        this.clock = clock;
        this.userIdle = userIdle;
        this.app = app;
        this.profiles = new Profiles(clock, userIdle);
    }

    /** Redis decides, this JVM where Redis is lost, and neither where a denial is remembered. */
    RateLimiter.State onRedis(RedisStore redis, int maxBuckets) {
        Store local = new MemoryStore(clock, Source.LOCAL, maxBuckets);
        DenyCache store = new DenyCache(new FailoverStore(redis, local, clock), clock);
        Repository<Rule> rules = redis.repository(Kind.RULE);
        Repository<Plan> plans = redis.repository(Kind.PLAN);
        ModeRepository switched = redis.mode();
        live.whenChanged(() -> store.forget(""));
        redis.changes()
                .keep("rules", id -> live.acceptRules(rules.load()))
                .keep("plans", id -> live.acceptPlans(plans.load()))
                .keep("mode", id -> mode.accept(switched.load()))
                .keep("users", id -> {
                    profiles.forget(id);
                    store.forget(id);
                })
                .open();
        return state(store, redis.users(userIdle), new RateLimiter.Repositories(rules, plans, switched));
    }

    /** This JVM decides. */
    RateLimiter.State inMemory(int maxBuckets, boolean withUsers) {
        UserRecords records = new UserRecords(clock, maxBuckets, userIdle);
        MemoryStore store = new MemoryStore(clock, Source.MEMORY, maxBuckets, withUsers ? records : null);
        RateLimiter.Repositories repositories = new RateLimiter.Repositories(
                new MemoryRepository<>(Kind.RULE, clock, live::acceptRules),
                new MemoryRepository<>(Kind.PLAN, clock, live::acceptPlans),
                new MemoryMode(clock, mode::accept));
        return state(store, new MemoryUsers(store, records, profiles::forget), repositories);
    }

    private RateLimiter.State state(Store store, Users users, RateLimiter.Repositories repositories) {
        Surroundings surroundings = new Surroundings(
                app, clock, user -> profiles.find(user).profile().plan(clock.millis()));
        return new RateLimiter.State(store, users, repositories, profiles, mode, surroundings);
    }
}
