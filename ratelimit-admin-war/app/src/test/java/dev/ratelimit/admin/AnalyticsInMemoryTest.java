package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AnalyticsInMemoryTest extends AnalyticsContract {

    @Override
    Map<String, String> store() {
        return Map.of();
    }

    @Test
    void saysWhereNothingIsCounted() {
        try (AdminServer silent = AdminServer.start(Map.of("access", "open", "analytics", "false"))) {
            Answer answer = silent.get("/ratelimit/analytics");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("the setting analytics is false");
        }
    }
}
