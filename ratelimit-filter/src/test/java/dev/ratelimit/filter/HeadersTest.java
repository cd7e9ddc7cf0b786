package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.gate.GateOptions;
import dev.ratelimit.http.Header;
import dev.ratelimit.http.ResponseHeaders;
import dev.ratelimit.http.ResponseOptions;
import dev.ratelimit.http.ShownHeaders;
import dev.ratelimit.limit.Verdict;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HeadersTest {

    private static final String ORIGIN = "https://shop.example";
    private static final String EXPOSE = "Access-Control-Expose-Headers";

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private static RateLimitFilter filter(GateOptions options) {
        return new RateLimitFilter(limiter(), options);
    }

    private static RateLimiter limiter() {
        return Filters.limiter(Filters.THREE_FOR_ALL).build();
    }

    @Test
    void tellsWhatWasDecided() throws Exception {
        SERVER.deploy(Filters.with(filter(GateOptions.defaults())));
        HttpHeaders headers = SERVER.get("/").headers();
        long endOfDay = (Instant.now().getEpochSecond() / 86_400 + 1) * 86_400;
        assertThat(headers.allValues("RateLimit-Policy")).containsExactly("\"all\";q=3;w=86400");
        assertThat(headers.firstValue("RateLimit").orElseThrow()).matches("\"all\";r=2;t=\\d+");
        assertThat(headers.allValues("X-RateLimit-Limit")).containsExactly("3");
        assertThat(headers.allValues("X-RateLimit-Remaining")).containsExactly("2");
        assertThat(headers.allValues("X-RateLimit-Reset")).containsExactly("" + endOfDay);
        assertThat(headers.allValues("X-RateLimit-Algorithm")).containsExactly("fixed window");
        assertThat(headers.firstValue("Retry-After")).isEmpty();
        assertThat(headers.firstValue(EXPOSE)).isEmpty();
    }

    @Test
    void listsEveryLimitTheBindingOneFirst() throws Exception {
        SERVER.deploy(Filters.with(Filters.counting("""
                {"id": "two", "key": ["global"], "limits": [
                  {"algorithm": "fixed_window", "limit": 100, "window": "1d"},
                  {"algorithm": "token", "capacity": 2, "refill_rate": 0.001}]}""", Filters.THREE_FOR_ALL)));
        HttpHeaders headers = SERVER.get("/").headers();
        assertThat(headers.firstValue("RateLimit-Policy"))
                .contains("\"two.token\";q=2;w=2000, \"all\";q=3;w=86400, \"two.fixed_window\";q=100;w=86400");
        assertThat(headers.firstValue("X-RateLimit-Limit")).contains("2");
    }

    @Test
    void sendsOnlyTheHeadersThatAreWanted() throws Exception {
        ResponseOptions options = ResponseOptions.defaults().withShown(ShownHeaders.IETF);
        SERVER.deploy(Filters.with(filter(GateOptions.defaults().withResponse(options))));
        assertThat(SERVER.get("/").headers().map()).containsKey("ratelimit").doesNotContainKey("x-ratelimit-limit");
    }

    @Test
    void sendsHeadersUnderOtherNames() throws Exception {
        ResponseOptions options = ResponseOptions.defaults().withName("X-RateLimit-Remaining", "X-Quota-Left");
        SERVER.deploy(Filters.with(filter(GateOptions.defaults().withResponse(options))));
        assertThat(SERVER.get("/").headers().map())
                .containsEntry("x-quota-left", List.of("2"))
                .doesNotContainKey("x-ratelimit-remaining");
    }

    @Test
    void passesARequestWhoseHeadersCannotBeMade() throws Exception {
        ResponseHeaders broken = new ResponseHeaders() {
            @Override
            public List<Header> of(Verdict verdict) {
                throw new IllegalStateException("as the test wants it");
            }

            @Override
            public List<String> names() {
                return List.of();
            }
        };
        SERVER.deploy(Filters.with(filter(GateOptions.defaults().withHeaders(broken))));
        for (int i = 0; i < 3; i++) {
            assertThat(SERVER.get("/").statusCode()).isEqualTo(200);
        }
        assertThat(SERVER.get("/").statusCode()).isEqualTo(429);
    }

    @Test
    void letsScriptsOfOtherOriginsReadThem() throws Exception {
        SERVER.deploy(Filters.with(filter(GateOptions.defaults())));
        assertThat(SERVER.get("/", "Origin", ORIGIN).headers().allValues(EXPOSE))
                .containsExactly("RateLimit-Policy, RateLimit, X-RateLimit-Limit, X-RateLimit-Remaining,"
                        + " X-RateLimit-Reset, X-RateLimit-Algorithm, Retry-After");
    }

    @Test
    void addsToWhatACorsFilterExposes() throws Exception {
        Filter cors = (request, response, chain) -> {
            ((HttpServletResponse) response).setHeader(EXPOSE, "ETag, x-ratelimit-limit, RateLimit");
            chain.doFilter(request, response);
        };
        SERVER.deploy(context -> {
            context.addFilter("cors", cors).addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
            ResponseOptions options = ResponseOptions.defaults().withShown(ShownHeaders.X);
            Filters.add(context, "ratelimit", filter(GateOptions.defaults().withResponse(options)));
        });
        assertThat(SERVER.get("/plain", "Origin", ORIGIN).headers().allValues(EXPOSE))
                .containsExactly(
                        "ETag, x-ratelimit-limit, RateLimit",
                        "X-RateLimit-Remaining, X-RateLimit-Reset, X-RateLimit-Algorithm, Retry-After");
    }

    @Test
    void passesPreflightsUncounted() throws Exception {
        SERVER.deploy(Filters.with(filter(GateOptions.defaults())));
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> preflight = preflight();
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.headers().firstValue("RateLimit")).isEmpty();
        }
        assertThat(SERVER.get("/").headers().firstValue("X-RateLimit-Remaining"))
                .contains("2");
    }

    @Test
    void countsPreflightsWhenTold() throws Exception {
        SERVER.deploy(Filters.with(filter(GateOptions.defaults().withPreflightsCounted())));
        assertThat(preflight().headers().firstValue("X-RateLimit-Remaining")).contains("2");
    }

    @Test
    void countsAnOptionsRequestThatIsNoPreflight() throws Exception {
        SERVER.deploy(Filters.with(filter(GateOptions.defaults())));
        assertThat(SERVER.send("OPTIONS", "/", "Origin", ORIGIN).headers().firstValue("X-RateLimit-Remaining"))
                .contains("2");
    }

    @Test
    void tellsTheApplicationTheVerdict() throws Exception {
        SERVER.deploy(Filters.with(filter(GateOptions.defaults())));
        assertThat(SERVER.get("/verdict").body()).contains("allowed=true").contains("remaining=2");
    }

    private static HttpResponse<String> preflight() {
        return SERVER.send("OPTIONS", "/", "Origin", ORIGIN, "Access-Control-Request-Method", "PUT");
    }
}
