package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DenialsInMemoryTest extends DenialsContract {

    @Override
    Map<String, String> store() {
        return Map.of();
    }

    @Test
    void tellsOfNothingWhereNothingIsCounted() {
        try (AdminServer silent = AdminServer.start(Map.of("access", "open", "analytics", "false"))) {
            assertThat(silent.get("/ratelimit/analytics/denials").body())
                    .isEqualTo("{\"sampled\":\"1 in 1\",\"denials\":[]}");
        }
    }
}
