package dev.ratelimit.redis;

import static dev.ratelimit.store.Charges.charge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.AssumedUser;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.LongWindows;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreContract;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("redis")
class RedisStoreTest extends StoreContract {

    private static final Limit LIMIT = LongWindows.of(Algorithm.TOKEN, 10);

    @RegisterExtension
    static final TestRedis redis = new TestRedis();

    private final String user = Charges.newSubject();

    @Override
    protected Store store() {
        return redis.store();
    }

    @Test
    void decidesByTheServersClock() {
        long before = seconds();
        long now = Charges.decided(store(), Charges.take(charge("r", LIMIT, user, 1)))
                .nowMillis();
        assertThat(now / 1_000).isBetween(before, seconds());
        assertThat(Charges.take(store(), LIMIT, user, 1).source()).isEqualTo(Source.REDIS);
    }

    @Test
    void nodesShareTheirBuckets() {
        try (Store other = redis.openStore()) {
            assertThat(Charges.take(store(), LIMIT, user, 7).remaining()).isEqualTo(3);
            assertThat(Charges.take(other, LIMIT, user, 2).remaining()).isEqualTo(1);
            assertThat(Charges.take(store(), LIMIT, user, 2).allowed()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void admitsAgainAfterTheNamedWait(Algorithm algorithm) {
        Duration window = Duration.ofMillis(250);
        Limit quick = algorithm.windowed() ? Limit.window(algorithm, 3, window) : Limit.bucket(algorithm, 3, 3, window);
        Charges.take(store(), quick, user, 3);
        long denials = 0;
        for (int i = 0; i < 3; i++) {
            Decision decision = Charges.take(store(), quick, user, 3);
            if (!decision.allowed()) {
                denials++;
                await().pollDelay(Duration.ofMillis(decision.retryAfterMillis()))
                        .until(() -> true);
                assertThat(Charges.take(store(), quick, user, 3).allowed()).isTrue();
            }
        }
        assertThat(denials).isPositive();
    }

    @Test
    void makesTheRecordOfAUserAtFirstSight() {
        long before = seconds();
        store().decide(call(0, Map.of("max_tokens", "10", "refill_rate", "0.5")));
        Map<String, String> record = redis.look().hgetall("ratelimit:users:" + user);
        assertThat(record)
                .containsEntry("max_tokens", "10")
                .containsEntry("refill_rate", "0.5")
                .containsEntry("custom", "0")
                .containsEntry("version", "0")
                .hasSize(6);
        assertThat(Long.parseLong(record.get("created_at"))).isBetween(before, seconds());
        assertThat(record.get("updated_at")).isEqualTo(record.get("created_at"));
        assertThat(redis.look().sismember("ratelimit:users", user)).isTrue();
    }

    @Test
    void leavesTheRecordOfAKnownUserAlone() {
        store().decide(call(0, Map.of("max_tokens", "10")));
        Map<String, String> record = redis.look().hgetall("ratelimit:users:" + user);
        store().decide(call(0, Map.of("max_tokens", "99")));
        assertThat(redis.look().hgetall("ratelimit:users:" + user)).isEqualTo(record);
    }

    @Test
    void answersWithTheProfileAndChargesNothingWhenItsVersionIsAnother() {
        redis.look().hset("ratelimit:users:" + user, Map.of("version", "7", "max_tokens", "50", "name", "Zoë"));
        Answer answer = store().decide(call(0, Map.of("max_tokens", "10")));
        assertThat(answer)
                .isEqualTo(new Answer.OtherProfile(Map.of("version", "7", "max_tokens", "50", "name", "Zoë")));
        assertThat(redis.look().exists("ratelimit:token:rule:" + user)).isZero();
        assertThat(store().decide(call(7, Map.of()))).isInstanceOf(Answer.Decided.class);
    }

    @Test
    void answersWithTheNewRecordWhenAKnownUserWasDeleted() {
        assertThat(store().decide(call(3, Map.of("max_tokens", "10"))))
                .isInstanceOfSatisfying(
                        Answer.OtherProfile.class,
                        other -> assertThat(other.fields())
                                .containsEntry("version", "0")
                                .containsEntry("max_tokens", "10"));
    }

    @Test
    void asksForTheProfileInCallsOnManyBuckets() {
        Call many = new Call(
                Action.TAKE,
                List.of(charge("a", LIMIT, user, 1), charge("b", LIMIT, user, 1)),
                new AssumedUser(user, 0, 60_000, false, Map.of("max_tokens", "10")));
        assertThat(store().decide(many)).isInstanceOf(Answer.Decided.class);
        redis.look().hset("ratelimit:users:" + user, "version", "1");
        assertThat(store().decide(many)).isInstanceOf(Answer.OtherProfile.class);
        assertThat(redis.look().hget("ratelimit:token:a:" + user, "tokens")).isEqualTo("9");
    }

    @Test
    void anApplicationsClientStaysOpen() {
        RedisClient client =
                RedisClient.create(RedisURI.create("redis://" + redis.server().address()));
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        try {
            Store own = RedisStores.open(client, TestRedis.PATIENT);
            assertThat(Charges.take(own, LIMIT, user, 1).remaining()).isEqualTo(9);
            own.close();
            assertThat(client.connect().sync().ping()).isEqualTo("PONG");
        } finally {
            client.shutdown();
        }
    }

    private Call call(long version, Map<String, String> defaults) {
        return new Call(
                Action.TAKE,
                List.of(charge("rule", LIMIT, user, 1)),
                new AssumedUser(user, version, 60_000, false, defaults));
    }

    private static long seconds() {
        return Long.parseLong(redis.look().time().get(0));
    }
}
