package dev.ratelimit.sample.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.sample.Client;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What there is to be seen, put there through the API of an administration. */
record Population(Client admin) {
    static final int MANY_RULES = 10_000;
    static final int MANY_USERS = 1_000_000;
    private static final int AT_ONCE = 50_000;
    private static final int MANY_ENTRIES = 250;
    private static final String USERS = """
            for i = ARGV[1] + 1, ARGV[1] + ARGV[2] do
              local user = string.format('user-%07d', i)
              redis.call('SADD', KEYS[1], user)
              redis.call('HSET', KEYS[1] .. ':' .. user,
                'custom', 0, 'created_at', 1764316800, 'updated_at', 1764316800, 'version', 1)
            end
            return redis.call('SCARD', KEYS[1])""";

    /** What people have after a while. */
    void some() {
        put("plans/pro", "{\"overrides\": {\"search\": [\"200/1m\"]}}");
        put("users/alice", "{\"plan\": \"pro\", \"note\": \"pays\", \"until\": \"2099-01-01T00:00:00Z\"}");
        put("users/bob", "{\"overrides\": {\"report\": [\"1/1h\"]}, \"note\": \"asked for less\"}");
        put("denylist/mallory", "{\"reason\": \"scrapes the catalogue, day and night\"}");
        put("denylist/203.0.113.0/24", "{\"reason\": \"an attack\", \"expires_at\": \"2099-01-01T00:00:00Z\"}");
        put("allowlist/ip:192.0.2.1", "{\"reason\": \"our own probe\"}");
        put("rules/download", "{\"when\": {\"path\": \"/download/**\"}, \"mode\": \"shadow\", \"limits\": [\"9/1s\"]}");
        put(
                "rules/download",
                "{\"when\": {\"path\": \"/download/**\"}, \"enforce_percent\": 25, \"limits\": [\"9/1s\"]}");
        batch("alice", 20);
    }

    /** What makes a page that shows all of it unusable. */
    void many(RedisServer redis, String prefix) {
        put(
                "rules",
                IntStream.rangeClosed(1, MANY_RULES)
                        .mapToObj(
                                "{\"id\":\"r-%1$05d\",\"when\":{\"path\":\"/r/%1$05d\"},\"limits\":[\"5/1m\"]}"
                                        ::formatted)
                        .collect(Collectors.joining(",", "{\"rules\":[", "]}")));
        for (int i = 1; i <= MANY_ENTRIES; i++) {
            put("denylist/mallory-" + i, "{\"reason\": \"number " + i + " of many who have the same reason\"}");
        }
        batch("user-", 1_000);
        manyUsers(redis, prefix);
    }

    /** Written to Redis: there is no time to have each ask something. */
    static void manyUsers(RedisServer redis, String prefix) {
        try (RedisClient client = RedisClient.create("redis://" + redis.address())) {
            String[] keys = {prefix + ":users"};
            RedisCommands<String, String> commands = client.connect().sync();
            Long users = 0L;
            for (int from = 0; from < MANY_USERS; from += AT_ONCE) {
                users = commands.eval(
                        USERS, ScriptOutputType.INTEGER, keys, Integer.toString(from), Integer.toString(AT_ONCE));
            }
            assertThat(users).isGreaterThanOrEqualTo(MANY_USERS);
        }
    }

    void put(String path, String body) {
        send("PUT", path, body);
    }

    void send(String method, String path, String body) {
        assertThat(admin.json(method, "ratelimit/" + path, body, "If-Match", "*")
                        .statusCode())
                .as(path)
                .matches(status -> status < 300 || status == 429, "is done, or a check that is denied");
    }

    private void batch(String user, int times) {
        send(
                "POST",
                "check/batch",
                IntStream.rangeClosed(1, times)
                        .mapToObj(i -> "{\"user_id\":\"%s%07d\",\"path\":\"/r/%05d\",\"method\":\"GET\"}"
                                .formatted(user, i, i))
                        .collect(Collectors.joining(",", "[", "]")));
    }
}
