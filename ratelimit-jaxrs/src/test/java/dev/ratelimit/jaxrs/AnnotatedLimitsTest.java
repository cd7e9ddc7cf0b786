package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.rule.Origin;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnnotatedLimitsTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private final RateLimiter limiter = RateLimiter.builder().rulesFollow().build();

    @BeforeEach
    void start() throws Exception {
        SERVER.deploy(
                SERVER.closedAfterwards(limiter) == null ? null : new RateLimitFeature(limiter), OrdersResource.class);
    }

    @Test
    void countsAMethodByItsOwnLimit() {
        assertThat(SERVER.send("POST", "/orders").statusCode()).isEqualTo(200);
        HttpResponse<String> second = SERVER.send("POST", "/orders");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().allValues("X-RateLimit-Remaining")).containsExactly("0");

        HttpResponse<String> third = SERVER.send("POST", "/orders");

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.body()).contains("quota-exceeded", "OrdersResource.create");
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        assertThat(third.headers().allValues("RateLimit-Policy")).hasSize(1);
        assertThat(SERVER.get("/orders/1").statusCode()).isEqualTo(200);
    }

    @Test
    void countsOtherMethodsByTheLimitOfTheClass() {
        for (int id = 0; id < 3; id++) {
            assertThat(SERVER.get("/orders/" + id).statusCode()).isEqualTo(200);
        }
        assertThat(SERVER.get("/orders/4").statusCode()).isEqualTo(429);
        assertThat(SERVER.get("/orders/health").statusCode()).isEqualTo(200);
    }

    @Test
    void listsThemWithTheirOrigin() {
        assertThat(limiter.rules().find("OrdersResource.create").orElseThrow().origin())
                .isEqualTo(Origin.ANNOTATION);
        assertThat(limiter.rules().find("OrdersResource")).isPresent();
    }

    @Path("/orders")
    @RateLimited(limit = 3, window = "1d", algorithm = Algorithm.FIXED_WINDOW)
    public static class OrdersResource {

        @POST
        @RateLimited(limit = 2, window = "1d", algorithm = Algorithm.FIXED_WINDOW)
        public String create() {
            return "created";
        }

        @GET
        @Path("/{id}")
        public String read(@PathParam("id") String id) {
            return id;
        }

        @GET
        @Path("/health")
        @NotRateLimited
        public String health() {
            return "well";
        }
    }
}
