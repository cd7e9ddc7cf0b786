package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Overrides;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.user.Customisation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Denials that a node remembers: what they save Redis, and what ends them on another node. */
@Tag("redis")
class RedisDenyCacheTest {

    private static final Limit FIVE = Limit.perHour(5);

    @RegisterExtension
    static final RedisLook redis = new RedisLook();

    private RateLimiter node;
    private RateLimiter other;

    @BeforeEach
    void open() {
        node = redis.builder().defaultLimit(FIVE).build();
        other = redis.builder().defaultLimit(FIVE).build();
        // Alice has a record of her own and a plan, so that every kind of change can concern her.
        other.users().put("alice", Customisation.NONE.withPlan("pro"), FIVE);
        other.planRepository().put(new Plan("marker", Overrides.NONE), "carol");
        // What came before this has been heard of then, and cannot come between.
        await().until(() -> !node.plans().isEmpty());
        for (int i = 0; i < 5; i++) {
            assertThat(node.check("alice").allowed()).isTrue();
        }
        assertThat(node.check("alice").source()).isEqualTo(Source.REDIS);
        assertThat(node.check("alice").source()).isEqualTo(Source.DENY_CACHE);
    }

    @AfterEach
    void close() {
        node.close();
        other.close();
    }

    @Test
    void asksRedisNothingForASubjectThatIsDenied() {
        long scripts = redis.calls("evalsha") + redis.calls("eval");
        long records = redis.calls("hgetall") + redis.calls("hget") + redis.calls("hmget");
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> node.check("alice")))
                .allMatch(verdict -> !verdict.allowed() && verdict.source() == Source.DENY_CACHE);
        assertThat(redis.calls("evalsha") + redis.calls("eval")).isEqualTo(scripts);
        assertThat(redis.calls("hgetall") + redis.calls("hget") + redis.calls("hmget"))
                .isEqualTo(records);
    }

    @Test
    void goesOnDenyingWhileRedisIsAway() {
        redis.server().suspend();
        try {
            assertThat(node.check("alice").source()).isEqualTo(Source.DENY_CACHE);
        } finally {
            redis.server().resume();
        }
    }

    static Stream<Named<Consumer<RateLimiter>>> changesThatFree() {
        return Stream.of(
                Named.of(
                        "rule",
                        limiter -> limiter.ruleRepository()
                                .put(Rule.of("default", Key.of("user"), Limit.perHour(50)), "carol")),
                Named.of(
                        "rule set",
                        limiter -> limiter.ruleRepository()
                                .replace(List.of(Rule.of("default", Key.of("user"), Limit.perHour(50))), -1, "carol")),
                Named.of("plan", limiter -> limiter.planRepository().put(pro(50), "carol")),
                Named.of("user", limiter -> limiter.users().customise("alice", Limit.perSecond(50))),
                Named.of("reset", limiter -> limiter.users().reset("alice")),
                Named.of("deletion", limiter -> limiter.users().delete("alice")),
                Named.of("switch", limiter -> limiter.modeRepository().set(Mode.SHADOW, null, "carol")));
    }

    private static Plan pro(long perHour) {
        return new Plan(
                "pro", new Overrides(Map.of("default", new Overrides.Entry(List.of(Limit.perHour(perHour)), null))));
    }

    @ParameterizedTest
    @MethodSource("changesThatFree")
    void isEndedByAChangeOnAnotherNode(Consumer<RateLimiter> change) {
        change.accept(other);
        await().until(() -> node.check("alice").allowed());
    }

    @ParameterizedTest
    @MethodSource("changesThatFree")
    void isEndedAtOnceByAChangeOnTheSameNode(Consumer<RateLimiter> change) {
        change.accept(node);
        assertThat(node.check("alice").allowed()).isTrue();
    }

    static Stream<Named<Consumer<RateLimiter>>> changesOfOthers() {
        return Stream.of(
                Named.of(
                        "rule",
                        limiter -> limiter.ruleRepository()
                                .put(Rule.of("other", Key.of("ip"), Limit.perHour(50)), "carol")),
                Named.of("plan", limiter -> limiter.planRepository().put(pro(5), "carol")),
                Named.of(
                        "user", limiter -> limiter.users().change("alice", Map.of("note", "a change of nothing else"))),
                Named.of("allow list", limiter -> limiter.allowList().put("bob", "", "carol", null)),
                Named.of("deny list", limiter -> limiter.denyList().put("bob", "", "carol", null)),
                Named.of("switch", limiter -> limiter.modeRepository().set(Mode.ENFORCE, null, "carol")));
    }

    /** Whatever it has to do with it: Redis is asked once more. */
    @ParameterizedTest
    @MethodSource("changesOfOthers")
    void isForgottenWithEachChange(Consumer<RateLimiter> change) {
        change.accept(other);
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> node.check("alice").source() == Source.REDIS);
        assertThat(node.check("alice").source()).isEqualTo(Source.DENY_CACHE);
    }

    @Test
    void outlivesAChangeOfSomebodyElse() {
        other.users().customise("bob", Limit.perSecond(50));
        await().until(() -> node.check("bob").decisions().get(0).limit().capacity() == 50);
        assertThat(node.check("alice").source()).isEqualTo(Source.DENY_CACHE);
    }
}
