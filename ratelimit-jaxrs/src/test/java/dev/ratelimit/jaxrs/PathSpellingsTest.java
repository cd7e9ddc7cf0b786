package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.rule.Condition;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spelling of a path reaches a resource and escapes the rule for it. */
class PathSpellingsTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private RateLimiter limiter;

    @BeforeEach
    void start() throws Exception {
        limiter = SERVER.closedAfterwards(
                Limits.with(Limits.rule("orders", "ip", 100).withCondition(Condition.path("/api/orders/{id}"))));
        SERVER.deploy(new RateLimitFeature(limiter), OrdersResource.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/7",
                "/orders/7/",
                "//orders/7",
                "/orders//7",
                "/orders/7;v=1",
                "/orders;v=1/7",
                "/./orders/7",
                "/x/../orders/7",
                "/%6frders/7",
                "/orders/%2e",
                "/orders/%2e%2e",
                "/orders/%2e%2e;v=1",
                "/orders/a%2fb",
                "/orders/a%5cb",
                "/orders/a%3bb",
                "/orders/a%252fb",
                "/orders/%252e%252e",
                "/orders/a%20b",
                "/orders/%C3%A4",
            })
    void escapesNoRule(String path) {
        HttpResponse<String> response = SERVER.get(path);
        boolean served = response.statusCode() < 400;
        assertThat(Limits.left(limiter, "orders", "127.0.0.1")).isEqualTo(served ? 99 : 100);
    }

    @Path("/orders")
    public static class OrdersResource {
        @GET
        @Path("/{id}")
        public String get(@PathParam("id") String id) {
            return id;
        }
    }
}
