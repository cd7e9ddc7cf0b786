package dev.ratelimit.config;

import org.jspecify.annotations.Nullable;

/**
 * A setting as it is in force, for people to see.
 *
 * @param value its text, without a password; {@code set} for a secret that there is, null where there is nothing
 * @param origin where it came from, such as {@code environment variable RATELIMIT_REDIS_ADDR}; {@code default} where nobody
 *     gave it
 * @param secret whether its value is never shown
 */
public record ShownSetting(String name, @Nullable String value, String origin, boolean secret) {

    static ShownSetting of(Setting<?> setting, Readings readings) {
        boolean secret = Known.isSecret(setting);
        return readings.given(setting)
                .map(given -> new ShownSetting(
                        setting.name(), secret ? "set" : Known.shown(setting, given.text()), given.source(), secret))
                .orElseGet(() -> new ShownSetting(setting.name(), setting.fallback(), "default", secret));
    }
}
