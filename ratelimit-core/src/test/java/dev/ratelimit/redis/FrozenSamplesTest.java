package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.list.ListEntry;
import dev.ratelimit.list.ListEntryJson;
import dev.ratelimit.list.ListRepository;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.StoredSet;
import dev.ratelimit.user.Customisation;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other versions of the library left on Redis is read as it was meant, or as nothing; it never is an error. */
@Tag("redis")
class FrozenSamplesTest {

    private static final Set<String> TOPICS = Set.of("rules", "plans", "mode", "allow", "deny", "users", "annotated");
    private static final Set<String> BY_ID =
            Set.of("ratelimit:rules", "ratelimit:plans", "ratelimit:allow", "ratelimit:deny", "ratelimit:annotated");
    private static final String NEWER = "of_a_newer_version";
    private static TestRedis redis;
    private static StatefulRedisConnection<byte[], byte[]> bytes;

    @BeforeAll
    static void start() {
        redis = new TestRedis();
        bytes = redis.client().connect(ByteArrayCodec.INSTANCE);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1"})
    void everyBucketReadsAsItDidWhenItWasFrozen(String library) throws IOException {
        StoredSample sample = StoredSample.read(library);
        assertThat(sample.buckets()).hasSizeGreaterThan(5);
        for (StoredSample.Frozen bucket : sample.buckets()) {
            sample.restore(redis.look());
            assertThat(sample.readings(bytes.sync(), List.of(bucket)))
                    .as(bucket.toString())
                    .isEqualTo(bucket.reading());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1"})
    void aBucketWithANewerFieldReadsTheSameAndKeepsIt(String library) throws IOException {
        StoredSample sample = StoredSample.read(library);
        for (StoredSample.Frozen bucket : sample.buckets()) {
            sample.restore(redis.look());
            addNewerFields(redis.look());
            assertThat(sample.readings(bytes.sync(), List.of(bucket)))
                    .as(bucket.toString())
                    .isEqualTo(bucket.reading());
        }
        List<String> hashes = newer(redis.look());
        assertThat(hashes).hasSizeGreaterThan(8).allMatch(key -> redis.look().hexists(key, NEWER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1"})
    void aLimiterFindsAllThatWasStored(String library) throws IOException {
        StoredSample sample = StoredSample.read(library);
        sample.restore(redis.look());
        try (LogLines log = new LogLines();
                RateLimiter limiter = limiter()) {
            assertThat(texts(limiter.ruleRepository())).isEqualTo(sample.keys().get("ratelimit:rules"));
            assertThat(texts(limiter.planRepository())).isEqualTo(sample.keys().get("ratelimit:plans"));
            assertThat(limiter.rules().find("search")).isPresent();
            assertThat(limiter.rules().find("Orders.create")).isPresent();
            assertThat(texts(limiter.allowList())).isEqualTo(sample.keys().get("ratelimit:allow"));
            assertThat(texts(limiter.denyList())).isEqualTo(sample.keys().get("ratelimit:deny"));
            assertThat(limiter.modeRepository().load().mode()).isEqualTo(Mode.ENFORCE);
            assertThat(limiter.check("mallory").allowed()).isFalse();
            assertThat(limiter.users().find("big").orElseThrow().custom()).isTrue();
            assertThat(limiter.users().find("pro").orElseThrow().plan(0)).isEqualTo("pro");
            assertThat(limiter.users().find("b:o{b} ü")).isPresent();
            assertThat(limiter.ruleRepository().history(10)).isNotEmpty();
            assertThat(log.containing("cannot be")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1"})
    void whatWasStoredCanBeChanged(String library) throws IOException {
        StoredSample sample = StoredSample.read(library);
        sample.restore(redis.look());
        try (RateLimiter limiter = limiter()) {
            Repository<Rule> rules = limiter.ruleRepository();
            long version = rules.load().find("search").orElseThrow().version();
            assertThat(rules.create(Rule.of("new", Key.of("user"), Limit.perHour(5)), "carol")
                            .version())
                    .isGreaterThan(version);
            rules.delete("search", version, "carol");
            assertThat(limiter.rules().find("search")).isEmpty();
            limiter.users().delete("big");
            assertThat(limiter.users().find("big")).isEmpty();
            assertThat(limiter.denyList().remove("mallory")).isTrue();
            assertThat(limiter.check("mallory").allowed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1"})
    void everyMessageIsUnderstood(String library) throws IOException {
        StoredSample sample = StoredSample.read(library);
        List<ChangeEvent> read =
                sample.messages().stream().map(ChangeEvent::parse).toList();
        assertThat(read).hasSizeGreaterThan(5).extracting(ChangeEvent::topic).isSubsetOf(TOPICS);
        assertThat(read)
                .extracting(event -> (event.topic() + " " + event.number() + " " + event.id()).strip())
                .isEqualTo(sample.messages());
        assertThat(read).filteredOn(event -> event.id().equals("search")).isNotEmpty();
    }

    /** A newer library may also tell of more, and of other things. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules 1000 search by carol",
                "tenants 1000 acme",
                "{\"topic\":\"rules\",\"number\":1000}",
                "rules",
                "",
                "\u0000",
                "users 99999999999999999999 alice"
            })
    void aMessageOfANewerVersionIsAHintToLook(String message) throws IOException {
        StoredSample.read("0.1").restore(redis.look());
        try (LogLines log = new LogLines();
                RateLimiter limiter = limiter()) {
            String search = redis.look().hget("ratelimit:rules", "search");
            redis.look().hset("ratelimit:rules", "added", search.replace("\"id\":\"search\"", "\"id\":\"added\""));
            redis.look().incr("ratelimit:version");
            redis.look().publish("ratelimit:events", message);
            await().until(() -> limiter.rules().find("added").isPresent());
            assertThat(limiter.check("alice").allowed()).isTrue();
            assertThat(log.containing("cannot be")).isEmpty();
        }
    }

    /** Beside a record of the user, a profile that a newer library wrote: what is known of it counts. */
    @ParameterizedTest
    @ValueSource(strings = {"0.1"})
    void recordsOfUsersWithNewerFieldsAreRead(String library) throws IOException {
        StoredSample.read(library).restore(redis.look());
        Map<String, String> before = redis.look().hgetall("ratelimit:users:big");
        addNewerFields(redis.look());
        redis.look().hset("ratelimit:users:big", "version", "77");
        try (RateLimiter limiter = limiter()) {
            assertThat(limiter.check("big").decisions())
                    .filteredOn(decision -> decision.rule().equals("default"))
                    .extracting(decision -> decision.limit().capacity())
                    .containsExactly(Long.parseLong(before.get("max_tokens")));
            limiter.users().put("big", Customisation.NONE.withPlan("pro"), Limit.parse("10/1d"));
            assertThat(redis.look().hget("ratelimit:users:big", NEWER)).isEqualTo("x");
        }
    }

    private static RateLimiter limiter() {
        return RateLimiter.builder()
                .redis(redis.server().address())
                .redisSettings(TestRedis.PATIENT)
                .defaultLimit(Limit.parse("10/1d"))
                .build();
    }

    private static void addNewerFields(RedisCommands<String, String> look) {
        newer(look).forEach(key -> look.hset(key, NEWER, "x"));
    }

    /** Keys whose fields are ours; of the others each field is an id, and an unknown one would be a rule. */
    private static List<String> newer(RedisCommands<String, String> look) {
        return look.keys("ratelimit:*").stream()
                .filter(key -> look.type(key).equals("hash") && !BY_ID.contains(key))
                .toList();
    }

    private static Map<String, String> texts(ListRepository list) {
        return list.list("", 100).stream().collect(Collectors.toMap(ListEntry::entry, ListEntryJson::write));
    }

    private static <T> Map<String, String> texts(Repository<T> repository) {
        StoredSet<T> stored = repository.load();
        Map<String, String> texts = new LinkedHashMap<>();
        stored.entries()
                .forEach(entry -> texts.put(entry.id(), repository.kind().write(entry)));
        return texts;
    }
}
