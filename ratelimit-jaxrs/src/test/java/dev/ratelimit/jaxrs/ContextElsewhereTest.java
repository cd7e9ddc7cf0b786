package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.left;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Algorithm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The context of a request is found by the request where no thread knows it. */
class ContextElsewhereTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @ParameterizedTest
    @ValueSource(strings = {"/mapped", "/mapped-later", "/filtered", "/filtered-later"})
    void isFoundByTheRequest(String path) throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.annotated());
        SERVER.deploy(new RateLimitFeature(limiter), Work.class, Mapper.class, Filter.class);

        assertThat(SERVER.get("/work" + path).statusCode()).isIn(200, 418);
        await().untilAsserted(
                        () -> assertThat(left(limiter, "tokens", "global")).isEqualTo(89));
    }

    @Path("/work")
    @RateLimited(name = "tokens", value = "100/1d", algorithm = Algorithm.FIXED_WINDOW, key = "global")
    public static class Work {
        @GET
        @Path("/mapped")
        public String mapped() {
            throw new UnsupportedOperationException("mapped");
        }

        @GET
        @Path("/mapped-later")
        public void mappedLater(@Suspended AsyncResponse response) {
            Threads.run(() -> response.resume(new UnsupportedOperationException("mapped")));
        }

        @GET
        @Path("/filtered")
        public String filtered() {
            return "filtered";
        }

        @GET
        @Path("/filtered-later")
        public void filteredLater(@Suspended AsyncResponse response) {
            Threads.run(() -> response.resume("filtered"));
        }
    }

    private static void charge(Object found) {
        RateLimitContext context = RateLimitContext.of(found);
        if (context != null) {
            context.charge("tokens", 10);
        }
    }

    @Provider
    public static class Mapper implements ExceptionMapper<UnsupportedOperationException> {
        private @Context HttpServletRequest request;

        @Override
        public Response toResponse(UnsupportedOperationException exception) {
            charge(request.getAttribute(RateLimitContext.ATTRIBUTE));
            return Response.status(418).build();
        }
    }

    @Provider
    public static class Filter implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (response.getStatus() == 200) {
                charge(request.getProperty(RateLimitContext.ATTRIBUTE));
            }
        }
    }
}
