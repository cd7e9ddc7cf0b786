package dev.ratelimit.config;

import dev.ratelimit.http.ClientAddress;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads all settings and collects every fault before it complains. */
final class SettingsReader {

    private static final List<Setting<?>> LIMIT_PARTS =
            List.of(Known.ALGORITHM, Known.BUCKET_CAPACITY, Known.RATE, Known.WINDOW);
    private static final List<Setting<?>> ADDRESS_PARTS =
            List.of(Known.TRUSTED_PROXIES, Known.FORWARDED_HEADER, Known.IPV6_PREFIX);

    private final Sources sources;
    private final Readings readings = new Readings();
    private final Set<Setting<?>> faulty = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    SettingsReader(Sources sources) {
        this.sources = sources;
    }

    Settings read() {
        faults.addAll(sources.unknownInitParams());
        Known.all().forEach(this::read);
        Optional<ClientAddress> clientAddress = together(ADDRESS_PARTS, this::clientAddress);
        Optional<Limit> parts = together(LIMIT_PARTS, this::limitOfParts);
        Optional<Limit> defaultLimit = given(LIMIT_PARTS).isEmpty() ? readings.find(Known.DEFAULT_LIMIT) : parts;
        together(RedisAccess.PARTS, () -> RedisAccess.of(readings));
        refuseEqualTokens();
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return new Settings(
                readings, identification(clientAddress.orElseThrow()), defaultLimit, parts.orElseThrow(), warnings());
    }

    private void refuseEqualTokens() {
        Set<String> seen = new HashSet<>();
        for (Setting<String> token : List.of(Known.ADMIN_TOKEN, Known.READ_TOKEN, Known.CHECK_TOKEN)) {
            if (!readings.find(token).map(seen::add).orElse(true)) {
                faults.add(token.name() + " is the same as another token, whose rights it would have; accepted are"
                        + " different tokens");
            }
        }
    }

    private <T> void read(Setting<T> setting) {
        Optional<Given> given = sources.find(setting);
        given.ifPresent(found -> readings.give(setting, found));
        given.map(Given::text)
                .or(() -> Optional.ofNullable(setting.fallback()))
                .flatMap(
                        text -> attempt(List.of(setting), () -> setting.reader().apply(text)))
                .ifPresent(value -> readings.put(setting, value));
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(sources.unknownOutside());
        if (readings.given(Known.REDIS_ADDR).isPresent()
                && readings.given(Known.KEY_SECRET).isEmpty()) {
            warnings.add(
                    "keySecret is not set: API keys, cookies and sessions reach Redis as plain SHA-256, so that who"
                            + " reads it can try guesses; set one secret on all nodes");
        }
        return warnings;
    }

    private Identification identification(ClientAddress clientAddress) {
        return new Identification(
                readings.get(Known.KEYS),
                clientAddress,
                readings.find(Known.KEY_SECRET).orElseGet(SubjectHasher::plain),
                readings.get(Known.MISSING_KEY));
    }

    private ClientAddress clientAddress() {
        return new ClientAddress(
                readings.get(Known.FORWARDED_HEADER),
                readings.find(Known.TRUSTED_PROXIES).orElse(List.of()),
                Math.toIntExact(readings.get(Known.IPV6_PREFIX)));
    }

    private Limit limitOfParts() {
        if (readings.given(Known.DEFAULT_LIMIT).isPresent()
                && !given(LIMIT_PARTS).isEmpty()) {
            throw new IllegalArgumentException(
                    "the default limit is given by defaultLimit as well; accepted is one of both ways");
        }
        Algorithm algorithm = readings.get(Known.ALGORITHM);
        long capacity = readings.get(Known.BUCKET_CAPACITY);
        if (algorithm.windowed()) {
            return Limit.window(algorithm, capacity, readings.get(Known.WINDOW));
        }
        Rate rate = Rate.of(readings.get(Known.RATE), Duration.ofSeconds(1));
        return Limit.bucket(algorithm, capacity, rate.permits(), rate.period());
    }

    /** What several settings make together; absent when one of them alone is faulty already. */
    private <T> Optional<T> together(List<Setting<?>> parts, Supplier<T> maker) {
        return parts.stream().anyMatch(faulty::contains) ? Optional.empty() : attempt(parts, maker);
    }

    private <T> Optional<T> attempt(List<Setting<?>> settings, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException e) {
            faulty.addAll(settings);
            faults.add(String.join(", ", given(settings)) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Where those of the settings came from that were given. */
    private List<String> given(List<Setting<?>> settings) {
        return settings.stream()
                .flatMap(setting -> readings.given(setting).stream())
                .map(Given::source)
                .toList();
    }
}
