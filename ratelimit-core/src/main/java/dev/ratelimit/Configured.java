package dev.ratelimit;

import dev.ratelimit.config.RuleSources;
import dev.ratelimit.config.Settings;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.rule.RulesFile;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builders with everything that settings say. */
final class Configured {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimiterBuilder.class);

    private Configured() {}

    /** What {@link RateLimiter#builder(Settings, ClassLoader)} promises. */
    static RateLimiterBuilder builder(Settings settings, ClassLoader loader) {
        RateLimiterBuilder builder = builder(settings, loader, RuleSources::read);
        if (settings.redisAddr().isEmpty()) {
            LOG.info("No Redis is configured: limits hold in this JVM only and start anew with it");
        }
        return builder;
    }

    /** @param rules reads them, and reads them again when their file changes */
    static RateLimiterBuilder builder(
            Settings settings, ClassLoader loader, BiFunction<Settings, ClassLoader, RulesFile> rules) {
        return builder(settings, () -> rules.apply(settings, loader)).loader(loader);
    }

    private static RateLimiterBuilder builder(Settings settings, Supplier<RulesFile> rules) {
        settings.warnings().forEach(LOG::warn);
        RateLimiterBuilder builder = new RateLimiterBuilder()
                .read(rules, RuleSources.file(settings))
                .identification(settings.identification())
                .memoryMaxBuckets(settings.memoryMaxBuckets())
                .userIdle(settings.userIdle())
                .redisSettings(new RedisSettings(
                        settings.keyPrefix(),
                        settings.checkBudget(),
                        settings.maxInFlight(),
                        settings.redisCa().orElse(null)));
        settings.app().ifPresent(builder::app);
        if (settings.memoryUsers()) {
            builder.memoryUsers();
        }
        if (!settings.analytics()) {
            builder.withoutAnalytics();
        }
        if (settings.metrics()) {
            builder.metrics();
        }
        settings.redis().ifPresent(builder::redis);
        return builder;
    }
}
