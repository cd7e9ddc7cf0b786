package dev.ratelimit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each algorithm decides as its definition does, on {@code -Dproof.histories} random histories of each traffic. */
@Tag("proof")
class ReferenceTest {

    private static final int HISTORIES = Integer.getInteger("proof.histories", 60);
    private static final int REQUESTS = 500;

    private final SplittableRandom random = new SplittableRandom(42);

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void decidesAsItsDefinition(Algorithm algorithm) {
        for (int i = 0; i < HISTORIES; i++) {
            for (Traffic traffic : Traffic.values()) {
                Limit limit = AnyLimit.of(algorithm, random);
                compare(limit, traffic.requests(limit, random, REQUESTS), traffic + " " + i);
            }
            Limit limit = AnyLimit.of(algorithm, random);
            compare(limit, Traffic.atBoundaries(limit, random, 20), "boundaries " + i);
        }
    }

    private static void compare(Limit limit, List<Request> requests, String history) {
        Reference reference = Reference.of(limit);
        Admissions admissions = new Admissions(limit);
        for (Request request : requests) {
            boolean allowed = admissions.take(request).granted() > 0;
            assertThat(allowed)
                    .as("%s: %s of %s", history, request, limit)
                    .isEqualTo(reference.take(request.at(), request.cost()));
        }
    }
}
