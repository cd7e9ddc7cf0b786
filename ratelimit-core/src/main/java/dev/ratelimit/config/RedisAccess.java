package dev.ratelimit.config;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import java.util.List;
import java.util.Optional;

/** Where Redis is and how to be let in, of all the settings that say so. */
final class RedisAccess {

    static final List<Setting<?>> PARTS = List.of(
            Known.REDIS_ADDR,
            Known.REDIS_USERNAME,
            Known.REDIS_PASSWORD,
            Known.REDIS_PASSWORD_FILE,
            Known.REDIS_DB,
            Known.REDIS_SENTINEL_PASSWORD);

    private RedisAccess() {}

    /**
     * What the settings say beside the address wins over what it says itself.
     *
     * @throws IllegalArgumentException when they contradict each other
     */
    static Optional<RedisTarget> of(Readings readings) {
        if (readings.find(Known.REDIS_PASSWORD).isPresent()
                && readings.find(Known.REDIS_PASSWORD_FILE).isPresent()) {
            throw new IllegalArgumentException(
                    "the password of Redis is given by redisPasswordFile as well; accepted is one of both");
        }
        return readings.find(Known.REDIS_ADDR).map(target -> complete(target, readings));
    }

    private static RedisTarget complete(RedisTarget address, Readings readings) {
        RedisTarget target = address;
        int database = Math.toIntExact(readings.get(Known.REDIS_DB));
        if (database != 0) {
            target = target.withDatabase(database);
        }
        Optional<RedisCredentialsProvider> credentials = credentials(readings);
        if (credentials.isPresent()) {
            target = target.with(credentials.get());
        }
        Optional<String> sentinels = readings.find(Known.REDIS_SENTINEL_PASSWORD);
        return sentinels.isPresent() ? target.withSentinelPassword(sentinels.get()) : target;
    }

    @SuppressWarnings("NullAway") // Lettuce's own way to say that there is no name.
    private static Optional<RedisCredentialsProvider> credentials(Readings readings) {
        String username = readings.find(Known.REDIS_USERNAME).orElse(null);
        Optional<RedisCredentialsProvider> fixed = readings.find(Known.REDIS_PASSWORD)
                .map(password -> RedisCredentials.just(username, password))
                .map(found -> RedisCredentialsProvider.from(() -> found));
        return fixed.or(() -> readings.find(Known.REDIS_PASSWORD_FILE)
                .map(file -> RedisCredentialsProvider.from(new PasswordFile(file, username))));
    }
}
