package dev.ratelimit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.ClientAddress;
import dev.ratelimit.http.ForwardedHeader;
import dev.ratelimit.http.MissingKey;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.ResponseOptions;
import dev.ratelimit.http.ShownHeaders;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import io.lettuce.core.RedisCredentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void refusesTokensThatAreTheSame() {
        assertThatThrownBy(() -> of(Map.of("adminToken", "one-token", "checkToken", "one-token")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("checkToken is the same as another token")
                .hasMessageNotContaining("one-token");
    }

    @Test
    void haveTheirDefaultsWhenNothingIsGiven() {
        Settings settings = of(Map.of());

        assertThat(settings.redisAddr()).isEmpty();
        assertThat(settings.redis()).isEmpty();
        assertThat(settings.redisCa()).isEmpty();
        assertThat(settings.keyPrefix()).isEqualTo("ratelimit");
        assertThat(settings.app()).isEmpty();
        assertThat(settings.rules()).isEmpty();
        assertThat(settings.defaultLimit()).isEmpty();
        assertThat(settings.onStoreFailure()).isEqualTo(FailurePolicy.LOCAL);
        assertThat(settings.exclude()).isEmpty();
        assertThat(settings.preflights()).isEqualTo(Preflights.PASS);
        assertThat(settings.responseOptions()).isEqualTo(ResponseOptions.defaults());
        assertThat(settings.checkBudget()).isEqualTo(Duration.ofMillis(25));
        assertThat(settings.maxInFlight()).isEqualTo(512);
        assertThat(settings.memoryMaxBuckets()).isEqualTo(1_000_000);
        assertThat(settings.identification().missingKey()).isEqualTo(MissingKey.IP);
        assertThat(settings.identification().clientAddress()).isEqualTo(ClientAddress.ofPeer());
        assertThat(settings.identification().hasher().isKeyed()).isFalse();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void readEveryInitParam() {
        Settings settings = of(Map.ofEntries(
                Map.entry("redisAddr", "rediss://redis.example:6380/2"),
                Map.entry("redisUsername", "limiter"),
                Map.entry("redisPassword", "p w"),
                Map.entry("redisCa", "/etc/ca.pem"),
                Map.entry("redisDb", "3"),
                Map.entry("keyPrefix", "shop:rl"),
                Map.entry("app", "shop"),
                Map.entry("rules", "/etc/rules.json"),
                Map.entry("defaultLimit", "10/s burst 50"),
                Map.entry("keys", "header:X-Tenant"),
                Map.entry("missingKey", "deny"),
                Map.entry("trustedProxies", "10.0.0.0/8, 192.0.2.7"),
                Map.entry("forwardedHeader", "x-forwarded-for"),
                Map.entry("ipv6Prefix", "56"),
                Map.entry("keySecret", "0123456789abcdef"),
                Map.entry("exclude", "/health, /static/**"),
                Map.entry("preflights", "count"),
                Map.entry("headers", "ietf"),
                Map.entry("status", "503"),
                Map.entry("body", "slow down"),
                Map.entry("onStoreFailure", "deny"),
                Map.entry("checkBudget", "1s"),
                Map.entry("maxInFlight", "9"),
                Map.entry("memoryMaxBuckets", "10")));

        assertThat(settings.redisAddr()).contains("rediss://redis.example:6380/2");
        RedisTarget redis = settings.redis().orElseThrow();
        assertThat(redis.address().getDatabase()).isEqualTo(3);
        RedisCredentials credentials =
                redis.address().getCredentialsProvider().resolveCredentials().block();
        assertThat(credentials.getUsername()).isEqualTo("limiter");
        assertThat(credentials.getPassword()).containsExactly('p', ' ', 'w');
        assertThat(settings.redisCa()).contains(Path.of("/etc/ca.pem"));
        assertThat(settings.keyPrefix()).isEqualTo("shop:rl");
        assertThat(settings.app()).contains("shop");
        assertThat(settings.rules()).contains("/etc/rules.json");
        assertThat(settings.defaultLimit()).contains(Limit.perSecond(10).withBurst(50));
        assertThat(settings.identification().missingKey()).isEqualTo(MissingKey.DENY);
        assertThat(settings.identification().clientAddress())
                .isEqualTo(new ClientAddress(
                        ForwardedHeader.X_FORWARDED_FOR,
                        List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("192.0.2.7")),
                        56));
        assertThat(settings.identification().hasher().isKeyed()).isTrue();
        assertThat(settings.exclude()).extracting(Object::toString).containsExactly("/health", "/static/**");
        assertThat(settings.preflights()).isEqualTo(Preflights.COUNT);
        assertThat(settings.responseOptions())
                .isEqualTo(ResponseOptions.defaults()
                        .withShown(ShownHeaders.IETF)
                        .withStatus(503)
                        .withText("slow down"));
        assertThat(settings.onStoreFailure()).isEqualTo(FailurePolicy.DENY);
        assertThat(settings.checkBudget()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.maxInFlight()).isEqualTo(9);
        assertThat(settings.memoryMaxBuckets()).isEqualTo(10);
    }

    @Test
    void theOrderOfKeysIsTheOneThatWasGiven() {
        TestRequest request = TestRequest.get("/").principal("alice").header("X-Tenant", "acme");

        RequestFacts facts = new RequestFacts(
                request, of(Map.of("keys", "header:X-Tenant,principal")).identification());

        assertThat(facts.caller().subject()).startsWith("key:");
    }

    @Test
    void anInitParamWinsOverAPropertyAndAPropertyOverAVariable() {
        Map<String, String> param = Map.of("app", "param");
        Map<String, String> property = Map.of("ratelimit.app", "property");
        Map<String, String> variable = Map.of("RATELIMIT_APP", "variable");

        assertThat(of(param, property, variable).app()).contains("param");
        assertThat(of(Map.of(), property, variable).app()).contains("property");
        assertThat(of(Map.of(), Map.of(), variable).app()).contains("variable");
    }

    @Test
    void aBlankValueCountsAsNotGiven() {
        Settings settings = of(Map.of("app", " "), Map.of("ratelimit.app", ""), Map.of("RATELIMIT_APP", "\n shop \n"));

        assertThat(settings.app()).contains("shop");
    }

    @ParameterizedTest
    @CsvSource({
        "redisAddr, ratelimit.redisAddr, RATELIMIT_REDIS_ADDR",
        "ipv6Prefix, ratelimit.ipv6Prefix, RATELIMIT_IPV6_PREFIX",
        "memoryMaxBuckets, ratelimit.memoryMaxBuckets, RATELIMIT_MEMORY_MAX_BUCKETS",
        "app, ratelimit.app, RATELIMIT_APP",
    })
    void haveANameForEachSource(String name, String property, String environment) {
        Setting<?> setting = Known.all().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(setting.property()).isEqualTo(property);
        assertThat(setting.environment()).isEqualTo(environment);
    }

    @Test
    void areReadFromTheRunningSystem() {
        System.setProperty("ratelimit.app", "from-the-system");
        try {
            assertThat(Settings.load(Map.of()).app()).contains("from-the-system");
        } finally {
            System.clearProperty("ratelimit.app");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "algorithm, leaky, leaky 5000 1/1",
        "bucketCapacity, 7, token 7 1/1",
        "rate, 0.5, token 5000 1/2000",
        "window, 1m, token 5000 1/1",
        "algorithm, fixed_window, fixed_window 5000 5000/1000",
    })
    void onePartOfTheDefaultLimitIsEnough(String name, String value, String expected) {
        Limit limit = of(Map.of(name, value)).defaultLimit().orElseThrow();

        assertThat(limit.algorithm().id() + " " + limit.stamp()).isEqualTo(expected);
    }

    @Test
    void theDefaultLimitMayBeGivenInParts() {
        assertThat(of(Map.of("algorithm", "sliding_window_log", "bucketCapacity", "5", "window", "1m"))
                        .defaultLimit())
                .contains(Limit.window(Algorithm.SLIDING_WINDOW_LOG, 5, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redisAddr | localhost:0 | \"localhost:0\" | host:port, redis://… and rediss://…",
                "redisAddr | localhost:70000 | \"localhost:70000\" | host:port",
                "redisAddr | http://localhost | \"http://localhost\" | host:port",
                "redisAddr | a b | \"a b\" | host:port",
                "redisAddr | redis://h:1/foo | \"redis://h:1/foo\" | redis://user:p%40ss@host:6379/0",
                "redisAddr | redis://h:1/x?foo=bar | \"redis://h:1/x?foo=bar\" | redis://user:p%40ss@host:6379/0",
                "redisAddr | redis://h:1/0?foo=bar | \"redis://h:1/0?foo=bar\" | host:port",
                "redisAddr | redis://h:1/0?verifyPeer=x | \"redis://h:1/0?verifyPeer=x\" | host:port",
                "redisAddr | redis://h:1/1/2 | \"redis://h:1/1/2\" | host:port",
                "redisAddr | redis://u:p{w@h:1 | \"redis://***@h:1\" | p%40ss",
                "redisAddr | redis-sentinel://a,b/0 | \"redis-sentinel://a,b/0\" | redis-sentinel://host:port,host:port#master",
                "redisDb | -1 | \"-1\" | whole numbers from 0 to 65535",
                "redisDb | one | \"one\" | whole numbers from 0 to 65535",
                "redisDb | 65536 | \"65536\" | whole numbers from 0 to 65535",
                "keyPrefix | a b | \"a b\" | 1 to 64 of A-Z a-z 0-9 . _ : -",
                "keyPrefix | {a} | \"{a}\" | 1 to 64 of A-Z a-z 0-9 . _ : -",
                "app | a/b | \"a/b\" | 1 to 64 of A-Z a-z 0-9 . _ : -",
                "defaultLimit | 100 | \"100\" | 100/1m",
                "algorithm | bucket | \"bucket\" | token, leaky, fixed_window",
                "bucketCapacity | 0 | \"0\" | whole numbers from 1 to 1000000000000000",
                "rate | 0 | \"0\" | units per second above 0",
                "rate | 1e3 | \"1e3\" | units per second above 0",
                "window | 0s | \"0s\" | 1ms to 400d",
                "window | 1 week | \"1 week\" | 250ms, 10s",
                "onStoreFailure | open | \"open\" | allow, deny, local",
                "keys | cookies | \"cookies\" | principal, header:NAME",
                "missingKey | open | \"open\" | ip, allow, deny",
                "trustedProxies | 10.0.0.0/8,,x | \"\" | 10.0.0.0/8",
                "trustedProxies | 10.0.0.0/8 | without a forwarded header | X-Forwarded-For",
                "forwardedHeader | Via | \"Via\" | X-Forwarded-For, Forwarded",
                "forwardedHeader | Forwarded | believed from trusted proxies only | 10.0.0.0/8",
                "ipv6Prefix | 31 | \"31\" | whole numbers from 32 to 128",
                "keySecret | short-one | has 9 bytes | 16 or more",
                "exclude | health | \"health\" must start with / | /api/**",
                "preflights | deny | \"deny\" | pass, count",
                "headers | some | \"some\" | all, ietf, x, none",
                "status | 200 | \"200\" | whole numbers from 400 to 599",
                "checkBudget | 5 parsecs | \"5 parsecs\" | 250ms, 10s",
                "checkBudget | 11s | \"11s\" | 1ms to 10s",
                "checkBudget | 0ms | \"0ms\" | 1ms to 10s",
                "maxInFlight | 0 | \"0\" | whole numbers from 1 to 1000000",
                "memoryMaxBuckets | 99999999999999999999 | \"99999999999999999999\" | whole numbers from 1",
            })
    void aValueThatCannotBeUsedIsNamedWithItsSourceAndWhatIsAccepted(
            String name, String value, String shown, String accepted) {
        assertThatThrownBy(() -> of(Map.of(name, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("the settings have a fault:\n  init-param " + name + ": ")
                .hasMessageContaining(shown)
                .hasMessageContaining(accepted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "my_redis",
                "127.0.0.1:6379",
                "[::1]:6379",
                "redis://localhost",
                "redis://user:pa%40ss@host:6379/1?timeout=1s",
                "redis://user:a,b@host",
                "rediss://host/?verifyPeer=CA&timeout=10ms&clientName=shop",
                "rediss://:pw@host",
                "my_redis:6379",
                "redis-sentinel://user:pw@a:1,b/2?timeout=1s#main",
                "a:1,b:2"
            })
    void addressesOfRedisAreAccepted(String address) {
        assertThat(of(Map.of("redisAddr", address)).redisAddr()).contains(address);
    }

    @Test
    void settingsOfRedisThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> of(Map.of("redisAddr", "a:1,b:2", "redisDb", "3")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("redisAddr, init-param redisDb: a Redis Cluster has the database 0 only, not 3");
        assertThatThrownBy(() -> of(Map.of("redisPassword", "hunter2", "redisPasswordFile", "/run/secrets/redis")))
                .hasMessageContaining("is given by redisPasswordFile as well")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> of(Map.of("redisAddr", "redis://u:hunter2@a", "redisSentinelPassword", "hunter2")))
                .hasMessageContaining("there are no Sentinels in redis://u:*******@a")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThatThrownBy(() -> of(
                        Map.of("checkBudget", "fast", "redisAdr", "localhost", "forwardedHeader", "Forwarded"),
                        Map.of("ratelimit.status", "200"),
                        Map.of("RATELIMIT_RATE", "none", "RATELIMIT_DEFAULT_LIMIT", "100/1m")))
                .hasMessage("""
                        the settings have 5 faults:
                          init-param redisAdr is no setting; did you mean "redisAddr"?
                          environment variable RATELIMIT_RATE: "none" cannot be used; accepted are units per second above 0 with at most 9 decimals, such as 5 or 0.1
                          system property ratelimit.status: "200" cannot be used; accepted are whole numbers from 400 to 599
                          init-param checkBudget: "fast" is not a duration; accepted are 250ms, 10s, 1m, 1h, 1d or ISO-8601 such as PT1M30S
                          init-param forwardedHeader: header Forwarded is believed from trusted proxies only; name their networks, such as 10.0.0.0/8""");
    }

    @Test
    void theDefaultLimitIsGivenInOneWayOnly() {
        assertThatThrownBy(() -> of(
                        Map.of("defaultLimit", "100/1m"),
                        Map.of("ratelimit.window", "1m"),
                        Map.of("RATELIMIT_RATE", "5")))
                .hasMessageEndingWith("environment variable RATELIMIT_RATE, system property ratelimit.window:"
                        + " the default limit is given by defaultLimit as well; accepted is one of both ways");
    }

    @Test
    void aDefaultLimitThatCannotBeCountedIsRefused() {
        assertThatThrownBy(() -> of(Map.of("bucketCapacity", "1000000000000000", "rate", "1")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("init-param bucketCapacity, init-param rate: ")
                .hasMessageContaining("400 days");
    }

    @Test
    void aFaultyPartIsNotReportedTwice() {
        assertThatThrownBy(() -> of(Map.of("trustedProxies", "x", "forwardedHeader", "Forwarded", "rate", "x")))
                .hasMessageStartingWith("the settings have 2 faults:");
    }

    @Test
    void unknownNamesOutsideAreWarnedOf() {
        Settings settings = of(
                Map.of(),
                Map.of("ratelimit.redisadr", "x", "java.home", "x"),
                Map.of("RATELIMIT_CHECK_BUGDET", "x", "RATELIMIT_DOOR", "x", "HOME", "x"));

        assertThat(settings.warnings())
                .containsExactly(
                        "system property ratelimit.redisadr is no setting; did you mean \"ratelimit.redisAddr\"?",
                        "environment variable RATELIMIT_CHECK_BUGDET is no setting; did you mean \"RATELIMIT_CHECK_BUDGET\"?",
                        "environment variable RATELIMIT_DOOR is no setting");
    }

    @Test
    void hashesWithoutASecretAreWarnedOfOnceTheyLeaveTheJvm() {
        assertThat(of(Map.of("redisAddr", "localhost")).warnings())
                .singleElement()
                .asString()
                .startsWith("keySecret is not set");
        assertThat(of(Map.of("redisAddr", "localhost", "keySecret", "0123456789abcdef"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void noPasswordAndNoSecretIsEverShown() {
        Map<String, String> secrets = Map.of(
                "redisAddr",
                "redis-sentinel://user:hunter2@host:6379#main",
                "redisPassword",
                "hunter2",
                "redisSentinelPassword",
                "hunter2",
                "keySecret",
                "hunter2-hunter2-hunter2");

        assertThat(of(secrets))
                .hasToString("Settings[redisAddr=redis-sentinel://***@host:6379#main, redisPassword=***,"
                        + " redisSentinelPassword=***, keySecret=***]");
        assertThatThrownBy(() -> of(Map.of(
                        "redisAddr",
                        "ftp://user:hun@ter2@host",
                        "keySecret",
                        "ter2",
                        "redisPassword",
                        "ter2",
                        "status",
                        "1")))
                .hasMessageContaining("\"ftp://***@host\"")
                .hasMessageNotContaining("ter2");
    }

    @Test
    void theTableListsEverySetting() {
        assertThat(Settings.table().lines())
                .startsWith("| setting | environment variable | default | meaning |", "|---|---|---|---|")
                .contains("| `redisDb` | `RATELIMIT_REDIS_DB` | `0` | the database's number |")
                .hasSize(Known.all().size() + 2)
                .allMatch(line -> line.chars().filter(c -> c == '|').count() == 5);
    }

    private static Settings of(Map<String, String> initParams) {
        return of(initParams, Map.of(), Map.of());
    }

    @Test
    void looksAtContextParamsAfterInitParamsAndBeforeTheSystem() {
        Map<String, String> context = Map.of("ratelimit.app", "context", "ratelimit.status", "420", "app", "another's");
        Map<String, String> properties = Map.of("ratelimit.status", "430", "ratelimit.app", "system");

        Settings of = Settings.load(new Sources(Map.of("app", "init"), context, properties, Map.of()));

        assertThat(of.app()).contains("init");
        assertThat(of.responseOptions().status()).isEqualTo(420);
    }

    @Test
    void warnsOfAContextParamOfOursThatIsNoSetting() {
        Map<String, String> context = Map.of("ratelimit.satus", "420", "satus", "another's");

        Settings of = Settings.load(new Sources(Map.of(), context, Map.of(), Map.of()));

        assertThat(of.warnings())
                .containsExactly("context-param ratelimit.satus is no setting; did you mean \"ratelimit.status\"?");
    }

    private static Settings of(
            Map<String, String> initParams, Map<String, String> properties, Map<String, String> environment) {
        return Settings.load(new Sources(initParams, Map.of(), properties, environment));
    }
}
