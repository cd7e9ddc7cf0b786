package dev.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorsTest {

    private static TestRequest preflight(String method) {
        return new TestRequest(method, "/")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST");
    }

    @Test
    void knowsAPreflightByMethodAndBothHeaders() {
        assertThat(Preflight.is(preflight("OPTIONS"))).isTrue();
        assertThat(Preflight.is(preflight("GET"))).isFalse();
        assertThat(Preflight.is(new TestRequest("OPTIONS", "/").header("Origin", "https://app.example")))
                .isFalse();
        assertThat(Preflight.is(new TestRequest("OPTIONS", "/").header("Access-Control-Request-Method", "POST")))
                .isFalse();
    }

    @Test
    void exposesTheHeadersToOtherOriginsOnly() {
        ResponseHeaders headers = ResponseHeaders.standard(ResponseOptions.defaults());
        TestRequest sameOrigin = TestRequest.get("/");
        assertThat(ExposeHeaders.forRequest(sameOrigin, headers, List.of())).isEmpty();
        TestRequest otherOrigin = TestRequest.get("/").header("Origin", "https://app.example");
        assertThat(ExposeHeaders.forRequest(otherOrigin, headers, List.of()))
                .contains(new Header(
                        "Access-Control-Expose-Headers",
                        "RateLimit-Policy, RateLimit, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset,"
                                + " X-RateLimit-Algorithm, Retry-After"));
    }

    @Test
    void exposesNothingWhenNothingIsSent() {
        ResponseHeaders headers =
                ResponseHeaders.standard(ResponseOptions.defaults().withShown(ShownHeaders.NONE));
        TestRequest otherOrigin = TestRequest.get("/").header("Origin", "https://app.example");
        assertThat(ExposeHeaders.forRequest(otherOrigin, headers, List.of())).isEmpty();
    }

    @Test
    void exposesNoHeaderTwice() {
        ResponseHeaders headers =
                ResponseHeaders.standard(ResponseOptions.defaults().withShown(ShownHeaders.IETF));
        TestRequest otherOrigin = TestRequest.get("/").header("Origin", "https://app.example");
        assertThat(ExposeHeaders.forRequest(otherOrigin, headers, List.of("ETag, ratelimit", "Retry-After")))
                .contains(new Header("Access-Control-Expose-Headers", "RateLimit-Policy"));
        assertThat(ExposeHeaders.forRequest(otherOrigin, headers, List.of(String.join(",", headers.names()))))
                .isEmpty();
    }
}
