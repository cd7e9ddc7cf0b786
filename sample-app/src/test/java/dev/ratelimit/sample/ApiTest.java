package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The annotated resources over real HTTP, behind the filter, on the Redis that the sample starts. */
class ApiTest {
    private static final String RULES = "/admin/ratelimit/rules";
    private static final String LAMP = "{\"product\": \"lamp-desk\", \"pieces\": 2}";

    @RegisterExtension
    final RunningSample sample = new RunningSample("redis");

    @Test
    void takesFiveOrdersFromEachUser() {
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> made = order("one");
            assertThat(made.statusCode()).isEqualTo(201);
            assertThat(made.headers().allValues("RateLimit-Policy"))
                    .containsExactly("\"OrdersResource.create\";q=5;w=60");
        }

        HttpResponse<String> sixth = order("one");
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(sixth.body()).contains("\"violated-policies\":[\"OrdersResource.create\"]");
        assertThat(order("other").statusCode()).isEqualTo(201);
        assertThat(sample.client().get("/api/orders/1", "X-Api-Key", "one").statusCode())
                .isEqualTo(200);
    }

    @Test
    void countsAllOrdersThatAreReadTogether() {
        for (int id = 1; id <= 15; id++) {
            assertThat(sample.client().get("/api/orders/" + id).statusCode()).isIn(200, 404);
        }

        // One more passes where the machine took four seconds for these.
        assertThat(Stream.of(16, 17)
                        .map(id -> sample.client().get("/api/orders/" + id).statusCode()))
                .contains(429);
    }

    @Test
    void letsTheNextRequestWaitForTheTokensOfTheLastAnswer() {
        assertThat(complete(400).statusCode()).isEqualTo(200);
        HttpResponse<String> second = complete(400);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).contains("\"tokens\" : 400");

        HttpResponse<String> third = complete(1);
        assertThat(third.statusCode()).isEqualTo(429);
        // 500 a minute, and about 300 are owed.
        assertThat(third.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(15L, 38L);
        assertThat(complete(1, "other").statusCode()).isEqualTo(200);
    }

    @Test
    void neverCountsARightPassword() {
        for (int i = 0; i < 20; i++) {
            assertThat(login("wonderland").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesTheSixthWrongPasswordWhateverElseIsSent() {
        for (int i = 0; i < 5; i++) {
            assertThat(login("guess" + i, "X-Api-Key", "key" + i).statusCode()).isEqualTo(401);
            assertThat(login("wonderland").statusCode()).isEqualTo(i < 4 ? 200 : 429);
        }

        assertThat(login("guess5", "X-Api-Key", "key5").statusCode()).isEqualTo(429);
        assertThat(sample.client()
                        .send("POST", "/login", "X-Account", "alice")
                        .headers()
                        .firstValue("X-RateLimit-Remaining"))
                .hasValue("4");
    }

    @Test
    void leavesTheHealthAlone() {
        for (int i = 0; i < 30; i++) {
            HttpResponse<String> health = sample.client().get("/api/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.headers().firstValue("RateLimit-Policy")).isEmpty();
        }
    }

    @Test
    void obeysARuleThatIsStoredUnderTheIdOfAnAnnotationUntilItIsDeleted() {
        assertThat(sample.client().get(RULES + "/OrdersResource.create").body()).contains("\"origin\":\"annotation\"");
        assertThat(sample.client()
                        .json("POST", RULES, "{\"id\": \"OrdersResource.create\", \"limits\": [\"2/1h\"]}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(Stream.generate(() -> order("one").statusCode()).limit(3)).containsExactly(201, 201, 429);
        assertThat(sample.client()
                        .get("/api/orders/1", "X-Api-Key", "one")
                        .headers()
                        .firstValue("RateLimit-Policy"))
                .hasValue("\"OrdersResource.read\";q=15;w=60");

        assertThat(sample.client()
                        .send("DELETE", RULES + "/OrdersResource.create", "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);

        assertThat(sample.client().get(RULES + "/OrdersResource.create").body()).contains("\"origin\":\"annotation\"");
        assertThat(order("other").headers().firstValue("RateLimit-Policy"))
                .hasValue("\"OrdersResource.create\";q=5;w=60");
    }

    @Test
    void listsWhatTheAnnotationsSayFromTheStart() {
        String rules = sample.client().get(RULES).body();

        for (String id : List.of("OrdersResource.create", "OrdersResource.read", "tokens", "LoginResource.login")) {
            assertThat(rules).contains("\"id\":\"" + id + "\"");
        }
    }

    @Test
    void answersWithWhatWasAskedFor() {
        HttpResponse<String> made = order("one");
        String place = made.headers().firstValue("Location").orElseThrow();
        assertThat(place).endsWith("/api/orders/2");
        assertThat(sample.client().get("/api/orders/2").body())
                .isEqualTo(made.body())
                .contains("\"pieces\" : 2");
        assertThat(sample.client().get("/api/orders/3").statusCode()).isEqualTo(404);
        assertThat(sample.client().get("/api/health").body()).contains("\"status\" : \"UP\"");
        assertThat(complete(3).body()).contains("\"text\" : \"which lamp which\"");
        assertThat(login("guess").headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        for (String body :
                List.of("", "{}", "{\"product\": \"sofa\", \"pieces\": 1}", "{\"product\": \"lamp-desk\"}")) {
            HttpResponse<String> answer = sample.client().json("POST", "/api/orders", body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        assertThat(complete(0).body()).contains("maxTokens is 1 to 1000");
        assertThat(sample.client().json("POST", "/api/complete", "").statusCode())
                .isEqualTo(400);
        assertThat(sample.client().json("POST", "/api/login", "").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> order(String user) {
        return sample.client().json("POST", "/api/orders", LAMP, "X-Api-Key", user);
    }

    private HttpResponse<String> complete(int tokens) {
        return complete(tokens, "demo");
    }

    private HttpResponse<String> complete(int tokens, String user) {
        return sample.client()
                .json(
                        "POST",
                        "/api/complete",
                        "{\"prompt\": \"which lamp\", \"maxTokens\": " + tokens + "}",
                        "X-Api-Key",
                        user);
    }

    private HttpResponse<String> login(String password, String... headers) {
        return sample.client()
                .json("POST", "/api/login", "{\"name\": \"alice\", \"password\": \"" + password + "\"}", headers);
    }
}
