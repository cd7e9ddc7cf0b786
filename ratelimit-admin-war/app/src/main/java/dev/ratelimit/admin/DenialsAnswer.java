package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.simulation.Names;
import dev.ratelimit.traffic.Alike;
import dev.ratelimit.traffic.Seen;
import dev.ratelimit.traffic.Traffic;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest requests that were denied.
 *
 * @param sampled of how many callers, such as {@code 1 in 4}
 * @param denials newest first; what one caller sent within a millisecond, all alike, is one
 */
@Schema(name = "Denials")
record DenialsAnswer(String sampled, List<Denial> denials) {

    /** Where nothing is recorded. */
    static final DenialsAnswer NONE = new DenialsAnswer("1 in 1", List.of());

    /**
     * A request that was denied.
     *
     * @param userId {@code #} and a fingerprint for one who is not among those who came most
     * @param rules those that refused it; none where a list did
     * @param route null for a check of a bare user, and so is the method
     */
    record Denial(
            String at,
            @JsonProperty("user_id") String userId,
            List<String> rules,
            @Nullable String route,
            @Nullable String method) {}

    static DenialsAnswer of(Traffic traffic, Names names, int most) {
        return new DenialsAnswer(
                "1 in " + traffic.scale(),
                traffic.seen().stream()
                        .filter(seen -> !seen.request().allowed())
                        .sorted(Comparator.comparingLong(Seen::atMillis).reversed())
                        .limit(most)
                        .map(seen -> of(seen, names))
                        .toList());
    }

    private static Denial of(Seen seen, Names names) {
        Alike request = seen.request();
        return new Denial(
                Instant.ofEpochMilli(seen.atMillis()).toString(),
                names.of(request.caller()),
                request.rules().entrySet().stream()
                        .filter(said -> said.getValue() == Outcome.DENIED)
                        .map(Map.Entry::getKey)
                        .toList(),
                request.route(),
                request.method());
    }
}
