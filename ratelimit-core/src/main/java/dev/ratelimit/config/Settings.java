package dev.ratelimit.config;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.ResponseOptions;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.PathGlob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting of the engine and the filter. A setting such as {@code redisAddr} is looked for as an init-param
 * {@code redisAddr}, then as a context-param or a system property {@code ratelimit.redisAddr}, then as an environment
 * variable {@code RATELIMIT_REDIS_ADDR}; the first that is not blank counts. Immutable.
 */
public final class Settings {

    private final Readings readings;
    private final Identification identification;
    private final Optional<Limit> defaultLimit;
    private final Limit usualLimit;
    private final List<String> warnings;

    Settings(
            Readings readings,
            Identification identification,
            Optional<Limit> defaultLimit,
            Limit usualLimit,
            List<String> warnings) {
        this.readings = readings;
        this.identification = identification;
        this.defaultLimit = defaultLimit;
        this.usualLimit = usualLimit;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads all settings.
     *
     * @param initParams the init-params of the filter
     * @param contextParams the context-params of the application; those of other names than ours are not looked at
     * @throws SettingsException listing every value that cannot be used and every init-param that is no setting
     */
    public static Settings load(Map<String, String> initParams, Map<String, String> contextParams) {
        return load(Sources.of(initParams, contextParams));
    }

    /** The same where there are no context-params. */
    public static Settings load(Map<String, String> initParams) {
        return load(initParams, Map.of());
    }

    static Settings load(Sources sources) {
        return new SettingsReader(sources).read();
    }

    /** All settings with their defaults and meanings as a Markdown table. */
    public static String table() {
        return Known.table();
    }

    /** What somebody should read once: names under our prefix that are no setting, and choices that weaken something. */
    public List<String> warnings() {
        return warnings;
    }

    /** The address of Redis as it was given, which may hold a password; absent to count in this JVM. */
    public Optional<String> redisAddr() {
        return readings.given(Known.REDIS_ADDR).map(Given::text);
    }

    /** Where Redis is and how to be let in; absent to count in this JVM. */
    public Optional<RedisTarget> redis() {
        return RedisAccess.of(readings);
    }

    /** A PEM file of the certificates to trust; those of the JVM where it is absent. */
    public Optional<Path> redisCa() {
        return readings.find(Known.REDIS_CA);
    }

    /** What every key in Redis begins with; {@code ratelimit} by default. */
    public String keyPrefix() {
        return readings.get(Known.KEY_PREFIX);
    }

    /** The name of this application. */
    public Optional<String> app() {
        return readings.find(Known.APP);
    }

    /** The place of the rules file: a path, or {@code classpath:} and a name. */
    public Optional<String> rules() {
        return readings.find(Known.RULES);
    }

    /** The limit of the rule {@code default}, given in one of the two ways. */
    public Optional<Limit> defaultLimit() {
        return defaultLimit;
    }

    /** The default limit of a service, which always has one: that of {@link #defaultLimit}, else 5,000 at 1,000 a second. */
    public Limit serviceLimit() {
        return defaultLimit.orElse(usualLimit);
    }

    /** What the rule {@code default} does when the store cannot answer; local by default. */
    public FailurePolicy onStoreFailure() {
        return readings.get(Known.ON_STORE_FAILURE);
    }

    /** How callers are identified. */
    public Identification identification() {
        return identification;
    }

    /** Paths that are not limited; none by default. */
    public List<PathGlob> exclude() {
        return readings.find(Known.EXCLUDE).orElse(List.of());
    }

    /** What becomes of CORS preflights; they pass by default. */
    public Preflights preflights() {
        return readings.get(Known.PREFLIGHTS);
    }

    /** How decisions are told: headers, status and body. */
    public ResponseOptions responseOptions() {
        ResponseOptions options = ResponseOptions.defaults()
                .withShown(readings.get(Known.HEADERS))
                .withStatus(number(Known.STATUS));
        return readings.find(Known.BODY).map(options::withText).orElse(options);
    }

    /** How long a check may wait for Redis, 1 ms to 10 s; 25 ms by default. */
    public Duration checkBudget() {
        return readings.get(Known.CHECK_BUDGET);
    }

    /** How many checks may wait for Redis at once; 512 by default. */
    public int maxInFlight() {
        return number(Known.MAX_IN_FLIGHT);
    }

    /** How many buckets are kept in this JVM at most; 1,000,000 by default. */
    public int memoryMaxBuckets() {
        return number(Known.MEMORY_MAX_BUCKETS);
    }

    /** After which time without a check the record of an automatic user goes, 1 minute to 400 days; 30 days by default. */
    public Duration userIdle() {
        return readings.get(Known.USER_IDLE);
    }

    /** Whether records of users are kept in this JVM where there is no Redis; they are not by default. */
    public boolean memoryUsers() {
        return readings.get(Known.MEMORY_USERS);
    }

    /** Whether decisions are counted; they are by default. */
    public boolean analytics() {
        return readings.get(Known.ANALYTICS);
    }

    /** Whether Micrometer's global registry is told of decisions; by default it is not. */
    public boolean metrics() {
        return readings.get(Known.METRICS);
    }

    /** Who may use the admin WAR when it has no tokens. */
    public Optional<Access> access() {
        return readings.find(Known.ACCESS);
    }

    /** The token of the admin WAR that may do everything. */
    public Optional<String> adminToken() {
        return readings.find(Known.ADMIN_TOKEN);
    }

    /** The token of the admin WAR that may read, and charge nothing. */
    public Optional<String> readToken() {
        return readings.find(Known.READ_TOKEN);
    }

    /** The token of the admin WAR that may check, and nothing else. */
    public Optional<String> checkToken() {
        return readings.find(Known.CHECK_TOKEN);
    }

    /** Every setting as it is in force, in the order of the table; no secret is shown. */
    public List<ShownSetting> shown() {
        return Known.all().stream()
                .map(setting -> ShownSetting.of(setting, readings))
                .toList();
    }

    /** The settings that were given, in the order of the table; secrets are masked. */
    @Override
    public String toString() {
        return "Settings" + readings;
    }

    private int number(Setting<Long> setting) {
        return Math.toIntExact(readings.get(setting));
    }
}
