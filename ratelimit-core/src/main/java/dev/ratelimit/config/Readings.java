package dev.ratelimit.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was read: for each setting the text that was given, and its value, which may be what stands for none. */
final class Readings {

    private final Map<Setting<?>, Given> given = new LinkedHashMap<>();
    private final Map<Setting<?>, Object> values = new HashMap<>();

    void give(Setting<?> setting, Given text) {
        given.put(setting, text);
    }

    <T> void put(Setting<T> setting, T value) {
        values.put(setting, value);
    }

    /** The text that was given. */
    Optional<Given> given(Setting<?> setting) {
        return Optional.ofNullable(given.get(setting));
    }

    /** The value; absent when none was given and nothing stands for it. */
    @SuppressWarnings("unchecked") // put takes the setting's own type only
    <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable((T) values.get(setting));
    }

    /** The value of a setting that something stands for. */
    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new IllegalStateException(setting.name() + " has no value"));
    }

    /** The texts that were given, secrets masked. */
    @Override
    public String toString() {
        return given.entrySet().stream()
                .map(e -> e.getKey().name() + "="
                        + Known.shown(e.getKey(), e.getValue().text()))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
