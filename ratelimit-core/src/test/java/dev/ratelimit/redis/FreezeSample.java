package dev.ratelimit.redis;

import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.algorithm.Action;
import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.ResourceRules;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesFile;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Store;
import dev.ratelimit.user.Customisation;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/**
 * Writes what this version leaves on Redis, once for each release, by {@code -Dtest=FreezeSample -Dfreeze.version=0.2}; no
 * run includes it by itself. A sample is never written again.
 */
class FreezeSample {

    private static final Map<String, String> SUBJECTS =
            Map.of("path", "/api/search/{name}", "ip", "192.0.2.7", "global", "global");

    private static final Path DIRECTORY = Path.of("src/test/resources/dev/ratelimit/redis");

    private static final String RULES = """
            {"rules": [
              {"id": "search", "when": {"path": "/api/search/**"}, "key": ["user", "path"], "limits": [
                {"algorithm": "token", "capacity": 20, "refill_rate": 5},
                {"algorithm": "sliding_window_counter", "limit": 1000, "window": "1h"}]},
              {"id": "login.page", "when": {"path": "/login"}, "key": "ip", "on_store_failure": "deny", "limits": [
                {"algorithm": "sliding_window_log", "limit": 5, "window": "1m"}],
               "count_when": {"status": [401, 403]}},
              {"id": "report", "key": "global", "mode": "shadow", "limits": [
                {"algorithm": "leaky", "capacity": 50, "leak_rate": 0.1}]},
              {"id": "quota", "key": "user", "limits": [
                {"algorithm": "fixed_window", "name": "hour", "limit": 100, "window": "1h"},
                {"algorithm": "fixed_window", "name": "month", "limit": 5000, "calendar": "month", "zone": "Europe/Berlin"}]}
            ], "plans": {
              "pro": {"overrides": {"search": ["200/1m"]}}
            }}
            """;

    @Test
    void freeze() throws IOException {
        String library = System.getProperty("freeze.version");
        try (RedisServer server = RedisServer.start()) {
            RedisClient client = RedisClient.create(RedisURI.create("redis://" + server.address()));
            try {
                StoredSample sample = sample(library, server, client);
                Files.writeString(
                        DIRECTORY.resolve("stored-" + library + ".json"),
                        sample.write(),
                        StandardOpenOption.CREATE_NEW);
            } finally {
                client.shutdown();
            }
        }
    }

    private static StoredSample sample(String library, RedisServer server, RedisClient client) {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        StatefulRedisPubSubConnection<String, String> subscription = client.connectPubSub();
        subscription.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                heard.add(message);
            }
        });
        subscription.sync().subscribe("ratelimit:events");
        RulesFile file = RulesFile.parse(RULES);
        RedisCommands<String, String> redis = client.connect().sync();
        administer(server, redis, file);
        List<StoredSample.Frozen> buckets = take(server, file.rules());
        redis.keys("*~probe*").forEach(redis::del);
        StoredSample sample = new StoredSample(
                library, System.currentTimeMillis(), StoredSample.dump(redis), new ArrayList<>(heard), List.of());
        var bytes = client.connect(ByteArrayCodec.INSTANCE).sync();
        List<StoredSample.Frozen> read = buckets.stream()
                .map(bucket -> bucket.reading(sample.readings(bytes, List.of(bucket))))
                .toList();
        return new StoredSample(library, sample.atMillis(), sample.keys(), sample.messages(), read);
    }

    /** Something of each kind that lies beside the buckets. */
    private static void administer(RedisServer server, RedisCommands<String, String> redis, RulesFile file) {
        try (RateLimiter limiter = RateLimiter.builder()
                .redis(server.address())
                .redisSettings(TestRedis.PATIENT)
                .defaultLimit(Limit.parse("10/1d"))
                .build()) {
            Repository<Rule> rules = limiter.ruleRepository();
            file.rules().forEach(rule -> rules.create(rule, "carol"));
            rules.create(Rule.of("gone", Key.of("user"), Limit.perHour(1)), "carol");
            rules.delete("gone", Repository.ANY, "dave");
            for (Plan plan : file.plans()) {
                limiter.planRepository().create(plan, "carol");
            }
            limiter.allowList().put("10.0.0.0/8", "our own", "carol", null);
            limiter.denyList().put("mallory", "abuse", "carol", Instant.parse("9999-01-01T00:00:00Z"));
            limiter.denyList().put("192.0.2.7", "", "carol", null);
            limiter.denyList().remove("192.0.2.7");
            limiter.modeRepository().set(Mode.SHADOW, null, "carol");
            limiter.modeRepository().set(Mode.ENFORCE, null, "carol");
            limiter.check("alice");
            limiter.check("b:o{b} ü");
            Limit standard =
                    limiter.rules().find(Rule.DEFAULT_ID).orElseThrow().limits().get(0);
            limiter.users().put("pro", Customisation.NONE.withPlan("pro"), standard);
            limiter.users().customise("big", Limit.parse("1000/10s"));
            limiter.users().reset("big");
            Rule annotated = Rule.of("Orders.create", Key.of("user"), Limit.perMinute(7));
            limiter.annotate(
                    FreezeSample.class,
                    new ResourceRules(
                            List.of(annotated.from(Origin.ANNOTATION)),
                            Map.of("shop.Orders.create", List.of("Orders.create"))));
            await().until(() -> redis.exists("ratelimit:annotated") == 1);
        }
    }

    /** Buckets of each algorithm, some of which were taken from before, and one in debt. */
    private static List<StoredSample.Frozen> take(RedisServer server, List<Rule> rules) {
        List<StoredSample.Frozen> buckets = new ArrayList<>();
        Rule standard = Rule.ofDefault(Limit.parse("10/1d"), FailurePolicy.LOCAL);
        try (Store store = RedisStores.open(RedisTarget.parse(server.address()).address(), TestRedis.PATIENT)) {
            buckets.add(taken(store, StoredSample.Frozen.of(standard, 0, List.of("alice")), Action.TAKE, 3));
            buckets.add(taken(store, StoredSample.Frozen.of(standard, 0, List.of("b:o{b} ü")), Action.TAKE, 10));
            buckets.add(taken(store, StoredSample.Frozen.of(standard, 0, List.of("debt")), Action.CHARGE, 15));
            for (Rule rule : rules) {
                List<String> subject = rule.key().parts().stream()
                        .map(part -> SUBJECTS.getOrDefault(part.word(), "alice"))
                        .toList();
                for (int i = 0; i < rule.limits().size(); i++) {
                    buckets.add(taken(store, StoredSample.Frozen.of(rule, i, subject), Action.TAKE, 4));
                }
            }
        }
        return buckets;
    }

    private static StoredSample.Frozen taken(Store store, StoredSample.Frozen bucket, Action action, long cost) {
        store.decide(new Call(action, List.of(bucket.charge(cost)), null));
        return bucket;
    }
}
