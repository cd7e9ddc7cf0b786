package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The administration beside the shop, on the shop's own limiter. */
class AdminTest {

    @ParameterizedTest
    @ValueSource(strings = {"redis", "memory"})
    void administersTheUsersOfTheShop(String store) {
        try (Sample sample = Sample.start(Options.parse("--port", "0", "--store", store))) {
            Client client = new Client(sample.web().address());
            client.get("/search?q=lamp", "X-Api-Key", "demo");
            assertThat(client.get("/admin/ratelimit/users").body()).contains("\"user_id\":\"key:");

            assertThat(client.get("/admin/check?user_id=alice").body()).isEqualTo("allowed");
            assertThat(client.get("/admin/users?user_id=alice").body())
                    .contains("\"max_tokens\":5000", "\"source\":\"" + store + "\"");
            client.send("POST", "/admin/users?user_id=alice&max_tokens=2&refill_rate=0.01");
            // What alice has used before has come back by now, or not.
            assertThat(client.untilRefused("GET", "/admin/check?user_id=alice")).hasSizeBetween(2, 3);
            client.send("DELETE", "/admin/users?user_id=alice");
            assertThat(client.get("/admin/users?user_id=alice").statusCode()).isEqualTo(404);
            assertThat(client.get("/admin/").body()).contains("Ratelimit administration");
            assertThat(client.get("/admin/health").body()).isEqualTo("OK");
        }
    }
}
