package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Algorithm;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An exception that nobody maps ends as a 500, whoever makes it one. */
class UnmappedExceptionTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private RateLimiter limiter;

    private void start(boolean plainStatus) throws Exception {
        limiter = SERVER.closedAfterwards(Limits.annotated());
        SERVER.deploy(
                new Components(new RateLimitFeature(limiter), FailingResource.class)
                        .with("jersey.config.server.response.setStatusOverSendError", plainStatus),
                context -> {});
    }

    @ParameterizedTest
    @CsvSource({
        "/failing/counted,          FailingResource.counted,       8",
        "/failing/put-back,         FailingResource.putBack,       10",
        "/failing/afterwards,       FailingResource.afterwards,    8",
        "/failing/later/counted,    FailingResource.laterCounted,  8",
        "/failing/later/put-back,   FailingResource.laterPutBack,  10",
        "/failing/at-once/counted,  FailingResource.atOnce,        8",
        "/failing/at-once/put-back, FailingResource.atOncePutBack, 10",
    })
    void countsWhereA500Does(String path, String rule, long left) throws Exception {
        start(false);
        counts(path, rule, left);
    }

    /** Then no response filter hears of it. */
    @ParameterizedTest
    @CsvSource({
        "/failing/afterwards,       FailingResource.afterwards,    8",
        "/failing/put-back,         FailingResource.putBack,       10",
        "/failing/later/counted,    FailingResource.laterCounted,  8",
        "/failing/later/put-back,   FailingResource.laterPutBack,  10",
        "/failing/at-once/counted,  FailingResource.atOnce,        8",
        "/failing/at-once/put-back, FailingResource.atOncePutBack, 10",
    })
    void countsWhereJerseyLeavesTheStatusToItself(String path, String rule, long left) throws Exception {
        start(true);
        counts(path, rule, left);
    }

    private void counts(String path, String rule, long left) {
        for (int i = 0; i < 2; i++) {
            // Jersey on Jetty spoils the request that follows on the connection, with a limiter or without.
            assertThat(SERVER.getAlone(path).statusCode()).isEqualTo(500);
        }
        await().untilAsserted(
                        () -> assertThat(Limits.left(limiter, rule, "global")).isEqualTo(left));
    }

    @ParameterizedTest
    @CsvSource({"/failing/fine", "/failing/later/fine", "/failing/at-once/fine"})
    void leavesWhatWasAnswered(String path) throws Exception {
        start(false);
        String rule = "fine";
        for (int i = 1; i <= 3; i++) {
            assertThat(SERVER.get(path).statusCode()).isEqualTo(200);
            long left = 10L - i;
            await().untilAsserted(() ->
                    assertThat(Limits.left(limiter, rule, "global")).isEqualTo(left));
        }
    }

    /** What counts 500 only, what counts 401 only, and what counts 200 only. */
    @Path("/failing")
    public static class FailingResource {

        @GET
        @Path("/counted")
        @RateLimited(value = "10/1d", algorithm = Algorithm.FIXED_WINDOW, key = "global", countWhen = "5xx")
        public String counted() {
            throw new IllegalStateException("nobody maps this");
        }

        @GET
        @Path("/put-back")
        @RateLimited(value = "10/1d", algorithm = Algorithm.FIXED_WINDOW, key = "global", countWhen = "401")
        public String putBack() {
            throw new IllegalStateException("nobody maps this");
        }

        @GET
        @Path("/afterwards")
        @RateLimited(
                value = "10/1d",
                algorithm = Algorithm.FIXED_WINDOW,
                key = "global",
                countWhen = "5xx",
                countAfterwards = true)
        public String afterwards() {
            throw new IllegalStateException("nobody maps this");
        }

        @GET
        @Path("/later/counted")
        @RateLimited(
                value = "10/1d",
                algorithm = Algorithm.FIXED_WINDOW,
                key = "global",
                countWhen = "5xx",
                countAfterwards = true)
        public void laterCounted(@Suspended AsyncResponse response) {
            later(() -> response.resume(new IllegalStateException("nobody maps this")));
        }

        @GET
        @Path("/later/put-back")
        @RateLimited(value = "10/1d", algorithm = Algorithm.FIXED_WINDOW, key = "global", countWhen = "401")
        public void laterPutBack(@Suspended AsyncResponse response) {
            later(() -> response.resume(new IllegalStateException("nobody maps this")));
        }

        @GET
        @Path("/at-once/counted")
        @RateLimited(
                value = "10/1d",
                algorithm = Algorithm.FIXED_WINDOW,
                key = "global",
                countWhen = "5xx",
                countAfterwards = true)
        public void atOnce(@Suspended AsyncResponse response) {
            response.resume(new IllegalStateException("nobody maps this"));
        }

        @GET
        @Path("/at-once/put-back")
        @RateLimited(value = "10/1d", algorithm = Algorithm.FIXED_WINDOW, key = "global", countWhen = "401")
        public void atOncePutBack(@Suspended AsyncResponse response) {
            response.resume(new IllegalStateException("nobody maps this"));
        }

        @GET
        @Path("/fine")
        @RateLimited(
                name = "fine",
                value = "10/1d",
                algorithm = Algorithm.FIXED_WINDOW,
                key = "global",
                countWhen = "200")
        public String fine() {
            return "fine";
        }

        @GET
        @Path("/later/fine")
        @RateLimited(
                name = "fine",
                value = "10/1d",
                algorithm = Algorithm.FIXED_WINDOW,
                key = "global",
                countWhen = "200")
        public void laterFine(@Suspended AsyncResponse response) {
            later(() -> response.resume("fine"));
        }

        @GET
        @Path("/at-once/fine")
        @RateLimited(
                name = "fine",
                value = "10/1d",
                algorithm = Algorithm.FIXED_WINDOW,
                key = "global",
                countWhen = "200")
        public void atOnceFine(@Suspended AsyncResponse response) {
            response.resume("fine");
        }

        private static void later(Runnable resume) {
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(resume);
        }
    }
}
