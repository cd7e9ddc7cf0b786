package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.list.ListEntry;
import dev.ratelimit.list.ListRepository;
import dev.ratelimit.rule.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("redis")
class RedisListsTest extends ListsContract {

    /** A figure that is promised is reported here; a crowded machine may take ten times as long. */
    private static final int FACTOR = Integer.getInteger("proof.factor", 10);

    @RegisterExtension
    static final RedisLook redis = new RedisLook();

    @Override
    RateLimiterBuilder builder() {
        return redis.builder();
    }

    @Test
    void liesInRedisAsTheDesignSays() {
        RateLimiter limiter = limiter();
        limiter.denyList().put("10.0.0.0/8", "spam", "carol", null);
        limiter.allowList().put("key:s3cr3t", "", "carol", null);
        assertThat(redis.commands().hget("ratelimit:deny", "10.0.0.0/8"))
                .startsWith("{\"reason\":\"spam\",\"author\":\"carol\",\"created_at\":");
        assertThat(redis.commands().hkeys("ratelimit:allow"))
                .allSatisfy(key -> assertThat(key).startsWith("key:").doesNotContain("s3cr3t"));
        assertThat(redis.commands().get("ratelimit:version")).isEqualTo("2");
    }

    @Test
    void reachesEveryNodeInTimeEntryByEntry() {
        List<RateLimiter> nodes = Stream.generate(this::limiter).limit(3).toList();
        long whole = redis.calls("hscan");
        long[] millis = IntStream.range(0, 100)
                .mapToLong(i -> millisUntilDenied(nodes, "user" + i))
                .sorted()
                .toArray();
        System.out.printf(
                "an entry of a list held on 3 nodes after %d ms (median), %d ms (99%%)%n", millis[50], millis[98]);
        assertThat(millis[98]).isLessThan(FACTOR * 100L);
        assertThat(redis.calls("hscan") - whole)
                .as("whole lists read for 100 changes")
                .isLessThan(150);
    }

    private static long millisUntilDenied(List<RateLimiter> nodes, String user) {
        long start = System.nanoTime();
        nodes.get(0).denyList().put(user, "", "carol", null);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> nodes.stream().allMatch(node -> node.check(user).source() == Source.DENY_LIST));
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    @Test
    void findsAtTheStartWhatWasListedBefore() {
        limiter().denyList().put("alice", "", "carol", null);
        assertThat(limiter().check("alice").source()).isEqualTo(Source.DENY_LIST);
    }

    /** A denial that another node remembers must not hold one back who is allowed from now on. */
    @Test
    void anEntryOfTheAllowListFreesWhoIsDeniedOnAnotherNode() {
        RateLimiter one = limiter();
        RateLimiter other = limiter();
        other.check("alice");
        other.check("alice");
        assertThat(other.check("alice").source()).isEqualTo(Source.DENY_CACHE);
        one.allowList().put("alice", "", "carol", null);
        await().until(() -> other.check("alice").source() == Source.ALLOW_LIST);
    }

    @Test
    void keepsItsEntriesWhenTheDataAreGone() {
        RateLimiter limiter = limiter();
        limiter.denyList().put("alice", "", "carol", null);
        redis.commands().flushall();
        redis.commands().publish("ratelimit:events", "anything");
        // As late as it comes: what it is about is gone by then.
        redis.commands().publish("ratelimit:events", "deny 1 alice");
        assertStays(limiter);
    }

    @Test
    void putsBackWhatRedisHasLostBesideWhatSomebodyHasListedSince() {
        RateLimiter node = limiter();
        node.denyList().put("mallory", "spam", "carol", null);
        node.denyList().put("192.0.2.0/24", "", "carol", Instant.now().plusSeconds(1_000));
        redis.commands().flushall();
        RateLimiter fresh = limiter();
        fresh.denyList().put("eve", "", "dave", null);

        await().until(() -> redis.commands().hlen("ratelimit:deny") == 3);
        await().until(() -> fresh.check("mallory").source() == Source.DENY_LIST);
        assertThat(node.check("mallory").source()).isEqualTo(Source.DENY_LIST);
        assertThat(node.denyList().find("mallory").orElseThrow().reason()).isEqualTo("spam");
        assertThat(node.denyList().find("192.0.2.0/24").orElseThrow().expiresAt())
                .isNotNull();
    }

    /** The counter of changes goes on then, and must not pass for that of the list. */
    @Test
    void keepsItsEntriesWhenTheDataAreGoneAndSomethingElseChanges() {
        RateLimiter limiter = limiter();
        limiter.denyList().put("alice", "", "carol", null);
        redis.commands().flushall();
        limiter.modeRepository().set(Mode.ENFORCE, null, "carol");
        redis.commands().publish("ratelimit:events", "deny 1 alice");
        redis.commands().publish("ratelimit:events", "anything");
        assertStays(limiter);
    }

    @Test
    void takesOffOnEveryNodeWhomRedisNoLongerKnows() {
        RateLimiter one = limiter();
        RateLimiter other = limiter();
        one.denyList().put("alice", "", "carol", null);
        await().until(() -> other.check("alice").source() == Source.DENY_LIST);
        redis.commands().flushall();
        assertThat(one.denyList().remove("alice")).isTrue();
        assertThat(one.check("alice").source()).isNotEqualTo(Source.DENY_LIST);
        await().until(() -> other.check("alice").source() != Source.DENY_LIST);
    }

    @Test
    void startsWithAllEntriesButTheFaultyOne() {
        ListRepository list = limiter().denyList();
        list.put("alice", "", "carol", null);
        redis.commands().hset("ratelimit:deny", Map.of("bob", "{", "dave", "{\"expires_at\":20000000000000000}"));
        RateLimiter late = limiter();
        assertThat(late.check("alice").source()).isEqualTo(Source.DENY_LIST);
        assertThat(late.check("dave").source()).isNotEqualTo(Source.DENY_LIST);
        assertThat(list.list("", 10)).extracting(ListEntry::entry).containsExactly("alice");
    }

    @Test
    void keepsWhatAnEntryWasWhenItCannotBeReadAnyMore() {
        RateLimiter limiter = limiter();
        limiter.denyList().put("alice", "", "carol", null);
        limiter.denyList().put("10.0.0.0/8", "", "carol", null);
        redis.commands().hset("ratelimit:deny", Map.of("alice", "{", "10.0.0.0/8", "{", "dave", "{}"));
        redis.commands().publish("ratelimit:events", "anything");
        await().until(() -> limiter.check("dave").source() == Source.DENY_LIST);
        assertStays(limiter);
        assertThat(limiter.check(TestRequest.get("/").from("10.1.1.1")).source())
                .isEqualTo(Source.DENY_LIST);
    }

    /** HGETALL of 100,000 entries holds Redis up for 100 ms, four times what a check may take. */
    @Test
    void holdsUpNoCheckToReadAHundredThousand() {
        for (int page = 0; page < 100; page++) {
            Map<String, String> entries = new HashMap<>();
            for (int i = 0; i < 1_000; i++) {
                entries.put(
                        "ip:10." + page + "." + i / 256 + "." + i % 256, "{\"reason\":\"" + "x".repeat(100) + "\"}");
            }
            redis.commands().hset("ratelimit:deny", entries);
        }
        long whole = redis.calls("hgetall");
        long pages = redis.calls("hscan");
        RateLimiter limiter = limiter();
        await().until(() ->
                limiter.check(TestRequest.get("/").from("10.99.3.231")).source() == Source.DENY_LIST);
        assertThat(redis.calls("hscan") - pages).isGreaterThan(50);
        assertThat(redis.calls("hgetall") - whole)
                .as("for users and the switch")
                .isLessThan(10);
        assertThat(limiter.denyList().list("ip:10.5", 100)).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "7", "{\"expires_at\":\"soon\"}"})
    void keepsItsEntriesWhenOneCannotBeRead(String garbage) {
        RateLimiter limiter = limiter();
        limiter.denyList().put("alice", "", "carol", null);
        redis.commands().hset("ratelimit:deny", "bob", garbage);
        redis.commands().hset("ratelimit:deny", "10.0.0.1/8", "{}");
        redis.commands().publish("ratelimit:events", "anything");
        assertStays(limiter);

        redis.commands().hdel("ratelimit:deny", "bob", "10.0.0.1/8");
        limiter.denyList().put("carol", "", "carol", null);
        assertThat(limiter.check("carol").source()).isEqualTo(Source.DENY_LIST);
    }

    private static void assertStays(RateLimiter limiter) {
        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(5))
                .until(() -> limiter.check("alice").source() == Source.DENY_LIST);
    }

    @Test
    void aLimiterThatKnowsNoAddressAsksForNone() {
        RateLimiter limiter = limiter(Limit.perHour(1));
        limiter.denyList().put("10.0.0.0/8", "", "carol", null);
        assertThat(limiter.check("alice").allowed()).isTrue();
        assertThat(limiter.check(TestRequest.get("/").from("10.1.1.1")).source())
                .isEqualTo(Source.DENY_LIST);
    }
}
