package dev.ratelimit.config;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.ForwardedHeader;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.KeyResolver;
import dev.ratelimit.http.MissingKey;
import dev.ratelimit.http.ShownHeaders;
import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Choice;
import dev.ratelimit.rule.PathGlob;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every setting there is: the one place where names, defaults and meanings are written. */
final class Known {

    private static final List<Setting<?>> ALL = new ArrayList<>();

    static final Setting<RedisTarget> REDIS_ADDR = add(
            "redisAddr",
            null,
            "`host:port`, `redis://…` or `rediss://…`; `redis-sentinel://host:port,host:port#master`; the nodes of a Cluster,"
                    + " `host:port,host:port`; without it counts stay in the JVM",
            RedisTarget::parse);
    static final Setting<String> REDIS_USERNAME = add("redisUsername", null, "the ACL user", Function.identity());
    static final Setting<String> REDIS_PASSWORD = add("redisPassword", null, "its password", Function.identity());
    static final Setting<Path> REDIS_PASSWORD_FILE = add(
            "redisPasswordFile",
            null,
            "a file that holds it instead, read for each connection: a changed password needs no restart",
            Values::file);
    static final Setting<String> REDIS_SENTINEL_PASSWORD = add(
            "redisSentinelPassword", null, "the password of the Sentinels, where they have one", Function.identity());
    static final Setting<Path> REDIS_CA = add(
            "redisCa",
            null,
            "a PEM file of the certificates to trust for `rediss://`; without it those that the JVM trusts",
            Values::file);
    static final Setting<Long> REDIS_DB = add("redisDb", "0", "the database's number", Values.whole(0, 65_535));
    static final Setting<String> KEY_PREFIX =
            add("keyPrefix", "ratelimit", "what every key in Redis begins with", Values::name);
    static final Setting<String> APP =
            add("app", null, "the name of this application, for rules with a condition `app`", Values::name);

    static final Setting<String> RULES = add(
            "rules",
            null,
            "a rules file: a path, or `classpath:` and a name; `classpath:ratelimit.json` is read when it is there",
            Function.identity());
    static final Setting<Limit> DEFAULT_LIMIT = add(
            "defaultLimit",
            null,
            "such as `100/1m`: the limit of the rule `default`, which counts each user (a rule `default` in the file hides it)",
            Limit::parse);
    static final Setting<Algorithm> ALGORITHM = add(
            "algorithm",
            "token",
            "with the next three another way to give the default limit, used when one of the four is given",
            Values::algorithm);
    static final Setting<Long> BUCKET_CAPACITY = add(
            "bucketCapacity",
            "5000",
            "its capacity, or its limit in a window",
            Values.whole(1, 1_000_000_000_000_000L));
    static final Setting<BigDecimal> RATE = add("rate", "1000", "its rate per second (token, leaky)", Values::rate);
    static final Setting<Duration> WINDOW = add("window", "1s", "its window (the other algorithms)", Values::window);
    static final Setting<FailurePolicy> ON_STORE_FAILURE = add(
            "onStoreFailure",
            "local",
            "`allow`, `deny` or `local`: what the rule `default` does when Redis cannot answer",
            text -> Choice.parse(FailurePolicy.class, text));

    static final Setting<KeyResolver> KEYS = add(
            "keys",
            Identification.DEFAULT_ORDER,
            "where the user is looked for, in order: `principal`, `header:NAME`, `query:NAME`, `cookie:NAME`, `session`, `ip`,"
                    + " `constant:VALUE`",
            KeyResolver::parse);
    static final Setting<MissingKey> MISSING_KEY = add(
            "missingKey",
            "ip",
            "a request without what a rule counts by: counted by `ip`, left alone (`allow`) or denied (`deny`)",
            MissingKey::parse);
    static final Setting<SubjectHasher> KEY_SECRET = add(
            "keySecret",
            null,
            "the secret under which API keys, cookies and sessions are hashed; the same on all nodes, at least 16 bytes",
            SubjectHasher::keyed);
    static final Setting<List<Cidr>> TRUSTED_PROXIES = add(
            "trustedProxies",
            null,
            "networks of the proxies whose forwarded header is believed, such as `10.0.0.0/8,192.0.2.7`",
            Values.list(Cidr::parse));
    static final Setting<ForwardedHeader> FORWARDED_HEADER = add(
            "forwardedHeader",
            "none",
            "the header they write: `X-Forwarded-For`, `Forwarded` or `none`",
            ForwardedHeader::parse);
    static final Setting<Long> IPV6_PREFIX =
            add("ipv6Prefix", "64", "how many bits of an IPv6 address are one client", Values.whole(32, 128));

    static final Setting<List<PathGlob>> EXCLUDE = add(
            "exclude", null, "paths that are not limited, such as `/health,/static/**`", Values.list(PathGlob::parse));
    static final Setting<Preflights> PREFLIGHTS = add(
            "preflights",
            "pass",
            "CORS preflights `pass` uncharged or `count`",
            text -> Choice.parse(Preflights.class, text));
    static final Setting<ShownHeaders> HEADERS =
            add("headers", "all", "response headers: `all`, `ietf`, `x` or `none`", ShownHeaders::parse);
    static final Setting<Long> STATUS =
            add("status", "429", "the status of a request over its limit", Values.whole(400, 599));
    static final Setting<String> BODY = add("body", null, "the text of its body", Function.identity());

    static final Setting<Duration> CHECK_BUDGET =
            add("checkBudget", "25ms", "how long a check may wait for Redis, `1ms` to `10s`", Values::budget);
    static final Setting<Long> MAX_IN_FLIGHT =
            add("maxInFlight", "512", "how many checks may wait for Redis at once", Values.whole(1, 1_000_000));
    static final Setting<Long> MEMORY_MAX_BUCKETS = add(
            "memoryMaxBuckets",
            "1000000",
            "how many buckets are kept in the JVM at most",
            Values.whole(1, 1_000_000_000));

    static final Setting<Duration> USER_IDLE = add(
            "userIdle",
            "30d",
            "after how long without a request the record of a user without limits of his own goes, `1m` to `400d`",
            Values::idle);

    static final Setting<Boolean> MEMORY_USERS = add(
            "memoryUsers",
            "false",
            "`true` keeps records of users in the JVM where there is no Redis; the admin WAR always does",
            Values::yesOrNo);
    static final Setting<Boolean> ANALYTICS = add(
            "analytics",
            "true",
            "`false` counts no decisions: no analytics, and nothing of them in Redis",
            Values::yesOrNo);
    static final Setting<Boolean> METRICS = add(
            "metrics",
            "false",
            "`true` tells Micrometer's global registry what is decided, where Micrometer is on the class path",
            Values::yesOrNo);
    static final Setting<Access> ACCESS = add(
            "access",
            null,
            "admin WAR without tokens: `container` (the roles `ratelimit-admin` and `ratelimit-viewer`) or `open`",
            text -> Choice.parse(Access.class, text));
    static final Setting<String> ADMIN_TOKEN =
            add("adminToken", null, "admin WAR: the bearer token that may do everything", Function.identity());
    static final Setting<String> READ_TOKEN =
            add("readToken", null, "admin WAR: the bearer token that may read and charge nothing", Function.identity());
    static final Setting<String> CHECK_TOKEN =
            add("checkToken", null, "admin WAR: the bearer token that may check and nothing else", Function.identity());

    private static final List<Setting<?>> SECRETS =
            List.of(REDIS_PASSWORD, REDIS_SENTINEL_PASSWORD, KEY_SECRET, ADMIN_TOKEN, READ_TOKEN, CHECK_TOKEN);

    private Known() {}

    /** All settings, in the order of the table. */
    static List<Setting<?>> all() {
        return List.copyOf(ALL);
    }

    /** The table for the README, in Markdown. */
    static String table() {
        return ALL.stream()
                .map(Known::row)
                .collect(Collectors.joining(
                        "\n", "| setting | environment variable | default | meaning |\n|---|---|---|---|\n", "\n"));
    }

    /** The text of a setting as it may be shown: no password and no secret. */
    static String shown(Setting<?> setting, String text) {
        if (isSecret(setting)) {
            return "***";
        }
        return setting.equals(REDIS_ADDR) ? Values.withoutPassword(text) : text;
    }

    /** Whether a setting is a password or another secret. */
    static boolean isSecret(Setting<?> setting) {
        return SECRETS.contains(setting);
    }

    private static String row(Setting<?> setting) {
        String fallback = setting.fallback() == null ? "" : "`" + setting.fallback() + "`";
        return "| `" + setting.name() + "` | `" + setting.environment() + "` | " + fallback + " | " + setting.meaning()
                + " |";
    }

    private static <T> Setting<T> add(
            String name, @Nullable String fallback, String meaning, Function<String, T> reader) {
        Setting<T> setting = new Setting<>(name, fallback, meaning, reader);
        ALL.add(setting);
        return setting;
    }
}
