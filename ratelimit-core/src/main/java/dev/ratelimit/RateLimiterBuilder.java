package dev.ratelimit;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.config.RuleSources;
import dev.ratelimit.config.RulesWatch;
import dev.ratelimit.config.Settings;
import dev.ratelimit.event.Events;
import dev.ratelimit.event.LimitEventListener;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.UntrustedForwarding;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.redis.RedisStore;
import dev.ratelimit.redis.RedisStores;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.rule.RulesFile;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.trace.Spans;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a {@link RateLimiter}. Without Redis it counts in this JVM alone. Not thread-safe. */
public final class RateLimiterBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimiterBuilder.class);

    private final List<Rule> rules = new ArrayList<>();
    private final List<Plan> plans = new ArrayList<>();
    private final Assembly.Clocks clocks = new Assembly.Clocks(new SteadyClock(), InstantSource.system());
    private Identification identification = Identification.defaults();
    private final List<LimitEventListener> eventListeners = new ArrayList<>();
    private @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private @Nullable LimitListener listener;
    private RedisSettings redisSettings = RedisSettings.DEFAULT;
    private int memoryMaxBuckets = 1_000_000;
    private Duration userIdle = Duration.ofDays(30);
    private boolean memoryUsers;
    private boolean analytics = true;
    private boolean metrics;
    private boolean rulesFollow;
    private RulesFile fileRules = RulesFile.EMPTY;
    private Supplier<RulesFile> reader = () -> RulesFile.EMPTY;
    private @Nullable Path file;
    private String fileStamp = "";
    private @Nullable String app;
    private @Nullable Function<RedisSettings, RedisStore> redis;

    RateLimiterBuilder() {}

    /**
     * What {@link RateLimiter#builder(Settings, ClassLoader)} gives, for a service that checks on behalf of others: with a rule
     * {@code default} in any case, and with records of users also where there is no Redis.
     *
     * @throws dev.ratelimit.rule.RulesException listing every fault of the rules file
     */
    public static RateLimiterBuilder ofService(Settings settings, ClassLoader loader) {
        return Configured.builder(settings, loader, RuleSources::ofService).memoryUsers();
    }

    /**
     * The same for an application whose annotations say limits: there need be no other rule.
     *
     * @throws dev.ratelimit.rule.RulesException listing every fault of the rules file
     */
    public static RateLimiterBuilder ofAnnotated(Settings settings, ClassLoader loader) {
        return Configured.builder(settings, loader, RuleSources::readAny).rulesFollow();
    }

    /**
     * Counts on Redis, with connections of its own.
     *
     * @param address {@code host:port}, or what else {@link RedisTarget#parse} reads: Sentinels, or a Cluster
     * @throws IllegalArgumentException when it is none of these
     */
    public RateLimiterBuilder redis(String address) {
        return redis(RedisTarget.parse(address));
    }

    /** Counts on Redis, with connections of its own. */
    public RateLimiterBuilder redis(RedisURI address) {
        return redis(RedisTarget.of(address));
    }

    /** Counts on Redis, with connections of its own. */
    public RateLimiterBuilder redis(RedisTarget target) {
        this.redis = target.kind() == RedisTarget.Kind.CLUSTER
                ? settings -> RedisStores.openCluster(target.addresses(), settings)
                : settings -> RedisStores.open(target.address(), settings);
        return this;
    }

    /** Counts on Redis through an application's own client, which must know its address and is not closed here. */
    public RateLimiterBuilder redis(RedisClient client) {
        this.redis = settings -> RedisStores.open(client, settings);
        return this;
    }

    /**
     * Counts on a Redis Cluster through an application's own client, which is not closed here. It should reject commands
     * while disconnected, and refresh its topology each few seconds.
     */
    public RateLimiterBuilder redis(RedisClusterClient client) {
        this.redis = settings -> RedisStores.open(client, settings);
        return this;
    }

    /** Prefix, time budget, in-flight bound and whom to trust; {@link RedisSettings#DEFAULT} by default. */
    public RateLimiterBuilder redisSettings(RedisSettings settings) {
        this.redisSettings = settings;
        return this;
    }

    /** @param file where the rules are read again when it changes */
    RateLimiterBuilder read(Supplier<RulesFile> reader, Optional<Path> file) {
        this.reader = reader;
        // Before it is read: what is written meanwhile is read again, rather than never.
        this.fileStamp = file.map(RulesWatch::stamp).orElse("");
        this.fileRules = reader.get();
        this.file = file.orElse(null);
        return this;
    }

    /** Adds rules. A rule of the settings' file with the same id hides one. */
    public RateLimiterBuilder rules(List<Rule> rules) {
        this.rules.addAll(rules);
        return this;
    }

    /** Adds plans. A plan of the settings' file with the same name hides one. */
    public RateLimiterBuilder plans(List<Plan> plans) {
        this.plans.addAll(plans);
        return this;
    }

    /** Adds the rule {@code default}: this limit for each user, counted locally while Redis is lost. */
    public RateLimiterBuilder defaultLimit(Limit limit) {
        rules.add(Rule.ofDefault(limit, FailurePolicy.LOCAL));
        return this;
    }

    /** How callers are identified; {@link Identification#defaults} by default. */
    public RateLimiterBuilder identification(Identification identification) {
        this.identification = identification;
        return this;
    }

    /** The name of this application, for rules with a condition {@code app}; none by default. */
    public RateLimiterBuilder app(String name) {
        this.app = name;
        return this;
    }

    /** Who hears of verdicts; nobody by default. */
    public RateLimiterBuilder listener(LimitListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * Adds one who hears of events; those that the application provides as services do in any case.
     *
     * @see LimitEventListener
     */
    public RateLimiterBuilder eventListener(LimitEventListener listener) {
        eventListeners.add(listener);
        return this;
    }

    /** Where services are looked for; by default where the thread does that made this. */
    RateLimiterBuilder loader(ClassLoader loader) {
        this.loader = loader;
        return this;
    }

    /** How many buckets this JVM holds at most, 64 or more; 1,000,000 by default. */
    public RateLimiterBuilder memoryMaxBuckets(int most) {
        this.memoryMaxBuckets = most;
        return this;
    }

    /** After which time without a check the record of an automatic user goes; 30 days by default. */
    public RateLimiterBuilder userIdle(Duration idle) {
        this.userIdle = idle;
        return this;
    }

    /** Keeps a record of users in this JVM when there is no Redis; by default there is none then. */
    public RateLimiterBuilder memoryUsers() {
        this.memoryUsers = true;
        return this;
    }

    /** Counts no decisions; by default they are, as docs/analytics.md says. */
    public RateLimiterBuilder withoutAnalytics() {
        this.analytics = false;
        return this;
    }

    /**
     * Tells Micrometer's global registry of the limiter until it is closed, with a tag {@code app} where that has a name; by
     * default nobody is told. Where Micrometer is not on the class path, one line of the log says so.
     */
    public RateLimiterBuilder metrics() {
        this.metrics = true;
        return this;
    }

    /** Builds it without a rule, too: they come from the annotations of an application that is about to be deployed. */
    public RateLimiterBuilder rulesFollow() {
        this.rulesFollow = true;
        return this;
    }

    /**
     * Builds the limiter. With Redis it waits for the first connection, up to five seconds where nothing
     * answers at all, and starts without one all the same. Where it knows no rule, not on Redis either, it says so in
     * one line of the log, and whatever is asked passes until there is one.
     *
     * @throws IllegalStateException when there is neither a rule, nor a Redis on which there may be one, nor
     *     {@link #rulesFollow}
     * @throws IllegalArgumentException when two rules have one id
     */
    public RateLimiter build() {
        if (redis == null
                && !rulesFollow
                && rules.isEmpty()
                && fileRules.rules().isEmpty()) {
            throw new IllegalStateException(
                    "there is nothing to limit: add rules(…) or defaultLimit(Limit.perMinute(100)) to the builder");
        }
        RuleSet.of(rules);
        LiveRules live = new LiveRules(new RulesFile(rules, plans), fileRules);
        List<LimitEventListener> hearing = new ArrayList<>(eventListeners);
        hearing.addAll(Events.provided(loader));
        Assembly assembly = new Assembly(live, identification.hasher(), clocks, userIdle, app).heardBy(hearing);
        if (!analytics) {
            assembly.withoutAnalytics();
        }
        State state = redis == null
                ? assembly.inMemory(memoryMaxBuckets, memoryUsers)
                : assembly.onRedis(redis.apply(redisSettings), memoryMaxBuckets);
        if (!rulesFollow && live.current().rules().rules().isEmpty()) {
            LOG.warn("Everything passes until somebody stores a rule on Redis: {}", RuleSources.NOTHING_TO_LIMIT);
        }
        RulesWatch watch = file == null ? null : new RulesWatch(file, fileStamp, reader, live::replaceFile);
        bind(state.watching().vitals());
        Audience audience = new Audience(state.watching(), new UntrustedForwarding(identification.clientAddress()));
        return new RateLimiter(state, live, watch, identification, audience);
    }

    private void bind(Vitals vitals) {
        LimitListener told = listener;
        if (told != null) {
            vitals.listen((verdict, nanos) -> told.decided(verdict, Duration.ofNanos(nanos)));
        }
        Spans.listener().ifPresent(vitals::listen);
        if (metrics) {
            vitals.bindGlobally(app);
        }
    }
}
