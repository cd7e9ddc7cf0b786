package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountingOnceTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @ParameterizedTest
    @CsvSource({
        "/plain, 200, hello",
        "/forward, 200, target",
        "/include, 200, targettarget",
        "/error, 500, sorry",
        "/async, 200, later",
        "/async-dispatch, 200, target"
    })
    void countsARequestOnceHoweverItIsDispatched(String path, int status, String body) throws Exception {
        SERVER.deploy(Filters.with(Filters.counting(Filters.THREE_FOR_ALL)));
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> response = SERVER.get(path);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.body()).isEqualTo(body);
            assertThat(response.headers().allValues("X-RateLimit-Remaining")).containsExactly("" + left);
        }
        assertThat(SERVER.get(path).statusCode()).isEqualTo(429);
    }

    @Test
    void countsARequestOnceThatFails() throws Exception {
        SERVER.deploy(Filters.with(Filters.counting(Filters.THREE_FOR_ALL)));
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = SERVER.get("/fault");
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).isEqualTo("sorry");
        }
        assertThat(SERVER.get("/fault").statusCode()).isEqualTo(429);
    }

    /** Undertow clears all headers when an exception leaves the application. */
    @Test
    void tellsARequestThatFailsWhatIsLeft() throws Exception {
        boolean cleared = System.getProperty("harness").contains("Undertow");
        SERVER.deploy(Filters.with(Filters.counting(Filters.THREE_FOR_ALL)));
        for (int left = 2; left >= 0; left--) {
            assertThat(SERVER.get("/fault").headers().allValues("X-RateLimit-Remaining"))
                    .isEqualTo(cleared ? List.of() : List.of("" + left));
        }
    }

    @Test
    void countsARequestOnceWhenMappedTwice() throws Exception {
        RateLimitFilter filter = Filters.counting(Filters.THREE_FOR_ALL);
        SERVER.deploy(context -> {
            Filters.add(context, "first", filter);
            Filters.add(context, "second", Filters.counting(Filters.THREE_FOR_ALL));
        });
        for (int left = 2; left >= 0; left--) {
            assertThat(SERVER.get("/plain").headers().allValues("X-RateLimit-Remaining"))
                    .containsExactly("" + left);
        }
    }
}
