package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start page consists of, under a limit that lets nothing pass twice. */
class StaticFilesTest {
    private final WebServer web = WebServer.bind(0);
    private final Client client = new Client(web.address());

    @BeforeEach
    void start() {
        web.serve(Map.of("defaultLimit", "1/1h"));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/assets/main.js", "/assets/style.css", "/assets/icon.svg"})
    void neverLimitsTheStartPage(String path) {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = client.get(path);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
            assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        }
    }

    @Test
    void limitsWhateverElseIsAskedFor() {
        assertThat(client.untilRefused("GET", "/catalogue")).hasSize(2);
    }

    @Test
    void showsNeitherWebXmlNorDirectories() {
        assertThat(client.get("/WEB-INF/web.xml", "X-Api-Key", "one").statusCode())
                .isEqualTo(404);
        assertThat(client.get("/assets/", "X-Api-Key", "other").statusCode()).isEqualTo(403);
    }
}
