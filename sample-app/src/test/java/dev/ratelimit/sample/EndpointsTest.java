package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of ratelimit.json over real HTTP, on the Redis that the sample starts. */
class EndpointsTest {
    @RegisterExtension
    final RunningSample sample = new RunningSample("redis");

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        // How many pass at once, and after how many seconds at most one more does.
        "GET,  /catalogue,     fixed window,           15,  30",
        "GET,  /search?q=lamp, token bucket,           10,   1",
        "GET,  /report,        sliding window counter,  5, 120",
        "POST, /login,         sliding window log,      5,  60",
        "GET,  /download,      leaky bucket,            4,   2",
    })
    void refusesEachEndpointPastItsLimit(String method, String path, String algorithm, int atOnce, int longestWait) {
        List<HttpResponse<String>> answers =
                sample.client().untilRefused(method, path, "X-Api-Key", "demo", "X-Account", "alice");

        HttpResponse<String> refused = answers.get(answers.size() - 1);
        assertThat(refused.statusCode()).isEqualTo(429);
        // Time goes on meanwhile: tokens drip in, and a fixed window may end.
        assertThat(answers).hasSizeBetween(atOnce + 1, 2 * atOnce + 1);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.body()).contains("#quota-exceeded");
        assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(refused.headers().firstValueAsLong("Retry-After").getAsLong())
                .isBetween(1L, (long) longestWait);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.headers().firstValue("X-RateLimit-Algorithm"))
                        .hasValue(algorithm));
    }

    @Test
    void answersWithWhatWasAskedFor() {
        assertThat(sample.client().get("/catalogue").body()).contains("\"count\" : 6");
        assertThat(sample.client().get("/search?q=LAMP").body())
                .contains("\"count\" : 3", "Desk lamp")
                .doesNotContain("Oak");
        assertThat(sample.client().get("/report").body()).contains("\"total\"");
        assertThat(sample.client().get("/download/prices.csv").body()).startsWith("product,price\nlamp-desk,49.00\n");
        assertThat(sample.client().send("POST", "/login", "X-Account", "alice").body())
                .contains("\"account\" : \"alice\"");
        assertThat(sample.client().send("POST", "/login").statusCode()).isEqualTo(400);
    }

    @Test
    void takesTenForAReport() {
        HttpResponse<String> first = sample.client().get("/report", "X-Api-Key", "demo");

        assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"report\";q=50;w=60");
        assertThat(first.headers().firstValue("X-RateLimit-Remaining")).hasValue("40");
    }

    @Test
    void countsEachApiKeyByItself() {
        sample.client().untilRefused("GET", "/report", "X-Api-Key", "one");

        assertThat(sample.client().get("/report", "X-Api-Key", "one").statusCode())
                .isEqualTo(429);
        assertThat(sample.client().get("/report", "X-Api-Key", "other").statusCode())
                .isEqualTo(200);
    }

    @Test
    void countsAllFilesTogetherSoThatNoMadeUpNameIsFree() {
        sample.client().untilRefused("GET", "/download/one.csv");

        assertThat(sample.client().get("/download/other.csv").statusCode()).isEqualTo(429);
    }

    @Test
    void countsTheCatalogueByAddressWhateverTheKey() {
        sample.client().get("/catalogue", "X-Api-Key", "one");
        sample.client().get("/catalogue", "X-Api-Key", "two");
        HttpResponse<String> third = sample.client().get("/catalogue", "X-Api-Key", "three");
        HttpResponse<String> fourth = sample.client().get("/catalogue", "X-Api-Key", "four");

        // By key each would leave 14; a window that ends in between leaves that once.
        assertThat(List.of(third, fourth))
                .anySatisfy(answer -> assertThat(answer.headers()
                                .firstValueAsLong("X-RateLimit-Remaining")
                                .orElseThrow())
                        .isLessThan(14));
    }

    @Test
    void letsNobodyChooseAnAddressByAHeader() {
        sample.client().untilRefused("POST", "/login", "X-Account", "alice", "X-Forwarded-For", "192.0.2.1");

        assertThat(sample.client()
                        .send("POST", "/login", "X-Account", "bob", "X-Forwarded-For", "192.0.2.2")
                        .statusCode())
                .isEqualTo(429);
    }
}
