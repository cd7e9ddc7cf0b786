package dev.ratelimit.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a version of the library left on Redis, as readable JSON that no later version changes.
 *
 * @param library the version
 * @param atMillis the time at which the buckets were written
 * @param keys what lay under each key: a text, a list, or a map; sets are lists, streams lists of maps
 * @param messages what was published
 * @param buckets what the version itself then read of each bucket, a second later
 */
record StoredSample(
        String library, long atMillis, Map<String, Object> keys, List<String> messages, List<Frozen> buckets) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** @param reading now, healed, granted, remaining, retry_after, reset_at, next_after of a take of one */
    record Frozen(JsonNode rule, int limit, List<String> subject, List<Long> reading) {

        static Frozen of(Rule rule, int limit, List<String> subject) {
            try {
                return new Frozen(JSON.readTree(Kind.RULE.write(rule)), limit, subject, List.of());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        Frozen reading(List<Long> seen) {
            return new Frozen(rule, limit, subject, seen);
        }

        Charge charge(long cost) {
            Rule read = Kind.RULE.parse(rule.get("id").asText(), rule);
            Limit of = Rule.bucketLimit(read.limits().get(limit), read.limits());
            return new Charge(read.id(), of, subject, cost, Charge.ENFORCED, FailurePolicy.LOCAL);
        }
    }

    static StoredSample read(String library) throws IOException {
        try (InputStream in = StoredSample.class.getResourceAsStream("stored-" + library + ".json")) {
            return JSON.readValue(in, StoredSample.class);
        }
    }

    String write() throws IOException {
        return JSON.writeValueAsString(this) + "\n";
    }

    /** Reads all keys. */
    static Map<String, Object> dump(RedisCommands<String, String> redis) {
        Map<String, Object> keys = new TreeMap<>();
        for (String key : redis.keys("*")) {
            keys.put(
                    key,
                    switch (redis.type(key)) {
                        case "hash" -> new TreeMap<>(redis.hgetall(key));
                        case "set" -> new TreeSet<>(redis.smembers(key));
                        case "list" -> redis.lrange(key, 0, -1);
                        case "stream" ->
                            redis.xrange(key, Range.unbounded()).stream()
                                    .map(entry -> new TreeMap<>(entry.getBody()))
                                    .toList();
                        default -> redis.get(key);
                    });
        }
        return keys;
    }

    /** Puts all of it into an empty Redis. */
    void restore(RedisCommands<String, String> redis) {
        redis.flushall();
        keys.forEach((key, content) -> put(redis, key, content));
    }

    private static void put(RedisCommands<String, String> redis, String key, Object content) {
        if (content instanceof Map<?, ?> fields) {
            redis.hset(key, texts(fields));
        } else if (!(content instanceof Collection<?> entries)) {
            redis.set(key, content.toString());
        } else if (entries.iterator().next() instanceof Map<?, ?>) {
            entries.forEach(entry -> redis.xadd(key, texts((Map<?, ?>) entry)));
        } else {
            String[] texts = entries.stream().map(Object::toString).toArray(String[]::new);
            if (key.equals("ratelimit:users")) {
                redis.sadd(key, texts);
            } else {
                redis.rpush(key, texts);
            }
        }
    }

    private static Map<String, String> texts(Map<?, ?> fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((field, value) -> texts.put(field.toString(), value.toString()));
        return texts;
    }

    /** What this version's scripts say of buckets, in one call, a second after they were written. */
    List<Long> readings(RedisCommands<byte[], byte[]> redis, List<Frozen> asked) {
        Call call =
                new Call(Action.TAKE, asked.stream().map(one -> one.charge(1)).toList(), null);
        long now = atMillis + 1_000;
        InstantSource node = InstantSource.fixed(Instant.ofEpochMilli(now));
        byte[] time = Long.toString(now).getBytes(StandardCharsets.UTF_8);
        Reply reply = new Reply();
        redis.dispatch(
                CommandType.EVAL,
                reply,
                Wire.arguments(Script.of(call).text(), call, new Keys("ratelimit"), node, time));
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < reply.size(); i++) {
            numbers.add(reply.number(i));
        }
        return numbers;
    }
}
