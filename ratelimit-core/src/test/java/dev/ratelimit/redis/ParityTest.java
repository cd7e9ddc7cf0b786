package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Reading;
import dev.ratelimit.algorithm.Step;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.GroupSteps;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The Java and the Lua form of each algorithm walk the same random histories, on a real Redis at a virtual time;
 * decisions and stored state must be equal at every step. {@code -Dparity.steps} sets the length, {@code -Dparity.seed}
 * repeats a walk.
 */
@Tag("redis")
class ParityTest {

    private static final int BATCH = 500;
    private static final int STEPS = Integer.getInteger("parity.steps", 50_000);
    private static final long SEED = Long.getLong("parity.seed", System.nanoTime());

    private static RedisServer server;
    private static RedisClient client;
    private static StatefulRedisConnection<byte[], byte[]> connection;

    private final Keys keys = new Keys("parity");
    private final Map<String, Bucket> buckets = new HashMap<>();
    private final Set<Script> loaded = new HashSet<>();

    /** What Java expects of one call, and Redis's answers when they come. */
    private record Expected(
            String what,
            List<Charge> charges,
            List<Reading> readings,
            List<String> states,
            Reply reply,
            List<RedisFuture<?>> stored) {}

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        client = RedisClient.create(RedisURI.create("redis://" + server.address()));
        connection = client.connect(ByteArrayCodec.INSTANCE);
        connection.setAutoFlushCommands(false);
    }

    @AfterAll
    static void stop() {
        client.shutdown();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void luaAndJavaDecideAndStoreTheSame(Algorithm algorithm) throws Exception {
        walk(new RandomHistory(SEED, 1, algorithm));
    }

    @Test
    void luaAndJavaAgreeOnRequestsOfManyBucketsInGroups() throws Exception {
        walk(new RandomHistory(SEED, 4, Algorithm.values()));
    }

    private void walk(RandomHistory history) throws Exception {
        try (StatefulRedisConnection<byte[], byte[]> other = client.connect(ByteArrayCodec.INSTANCE)) {
            other.sync().flushall();
        }
        List<Expected> sent = List.of();
        for (int done = 0; done < STEPS; done += BATCH) {
            List<Expected> batch = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                Call call = history.next();
                batch.add(send(call, history.now(), done + i));
            }
            connection.flushCommands();
            // While the server works on this batch, the one before is compared.
            compare(sent);
            sent = batch;
        }
        compare(sent);
    }

    private static void compare(List<Expected> batch) throws Exception {
        for (Expected expected : batch) {
            compare(expected);
        }
    }

    private Expected send(Call call, long now, int number) {
        List<Bucket> before = new ArrayList<>();
        call.charges().forEach(charge -> before.add(bucket(charge)));
        List<Step> steps = GroupSteps.of(call, before::get, now);
        RedisAsyncCommands<byte[], byte[]> redis = connection.async();
        List<RedisFuture<?>> stored = new ArrayList<>();
        Reply reply = new Reply();
        byte[] time = Long.toString(now).getBytes(StandardCharsets.UTF_8);
        InstantSource node = InstantSource.fixed(Instant.ofEpochMilli(now));
        stored.add(redis.dispatch(CommandType.EVALSHA, reply, Wire.arguments(loaded(call), call, keys, node, time)));
        for (int i = 0; i < steps.size(); i++) {
            Charge charge = call.charges().get(i);
            if (steps.get(i).changed()) {
                buckets.put(name(charge), steps.get(i).bucket());
            }
            boolean list = charge.limit().algorithm() == Algorithm.SLIDING_WINDOW_LOG;
            stored.add(list ? redis.lrange(keys.bucket(charge), 0, -1) : redis.hgetall(keys.bucket(charge)));
        }
        String what = "seed " + SEED + ", step " + number + " at " + now + ": " + call + " on " + before;
        return new Expected(
                what,
                call.charges(),
                steps.stream().map(Step::reading).toList(),
                call.charges().stream().map(c -> StoredState.of(bucket(c))).toList(),
                reply,
                stored);
    }

    private String loaded(Call call) {
        Script script = Script.of(call);
        if (loaded.add(script)) {
            try (StatefulRedisConnection<byte[], byte[]> other = client.connect(ByteArrayCodec.INSTANCE)) {
                assertThat(other.sync().scriptLoad(script.text())).isEqualTo(script.sha());
            }
        }
        return script.sha();
    }

    private static void compare(Expected expected) throws Exception {
        expected.stored().get(0).get();
        for (int i = 0; i < expected.readings().size(); i++) {
            Reading java = expected.readings().get(i);
            Reading lua = Wire.reading(expected.charges().get(i), expected.reply(), i);
            assertThat(unhealed(lua)).as(expected.what()).isEqualTo(unhealed(java));
            assertThat(text(expected.stored().get(i + 1).get()))
                    .as(expected.what())
                    .isEqualTo(expected.states().get(i));
        }
        long healed = expected.readings().stream().filter(Reading::healed).count();
        if (expected.reply().size() > 3) {
            assertThat(expected.reply().number(1)).as(expected.what()).isEqualTo(healed);
        }
    }

    /** The script counts the healed buckets of a call; which they were shows in their state. */
    private static Reading unhealed(Reading r) {
        return new Reading(
                r.granted(), r.remaining(), r.retryAfterMillis(), r.resetAtMillis(), r.nextAfterMillis(), false);
    }

    private Bucket bucket(Charge charge) {
        return buckets.get(name(charge));
    }

    private String name(Charge charge) {
        return new String(keys.bucket(charge), StandardCharsets.UTF_8);
    }

    private static String text(Object stored) {
        if (stored instanceof List<?> entries) {
            return entries.stream().map(e -> utf8((byte[]) e)).collect(Collectors.joining(","));
        }
        Map<String, String> fields = new TreeMap<>();
        ((Map<?, ?>) stored).forEach((field, value) -> fields.put(utf8((byte[]) field), utf8((byte[]) value)));
        return StoredState.fields(fields);
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
