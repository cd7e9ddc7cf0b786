package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.left;
import static dev.ratelimit.jaxrs.Limits.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Algorithm;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Providers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known only with the response. */
class SettlementTest {

    private static final String ADDRESS = "ip:127.0.0.1";

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private RateLimiter limiter;

    @BeforeEach
    void start() throws Exception {
        limiter = SERVER.closedAfterwards(Limits.annotated());
        SERVER.deploy(new RateLimitFeature(limiter), LoginResource.class, ModelResource.class);
    }

    @Test
    void countsFailedLoginsOnly() {
        for (int i = 0; i < 10; i++) {
            assertThat(login("right").statusCode()).isEqualTo(200);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(login("wrong").statusCode()).isEqualTo(401);
        }
        refused(login("right"), "LoginResource.login");
    }

    @Test
    void letsNoParallelTrySlipThrough() throws Exception {
        int tries = 200;
        LoginResource.open = new CountDownLatch(1);
        ExecutorService clients = Executors.newFixedThreadPool(tries);
        try {
            List<Future<Integer>> answers = IntStream.range(0, tries)
                    .mapToObj(i -> clients.submit(() -> login("slowly-wrong").statusCode()))
                    .toList();
            await().until(() -> answers.stream().filter(Future::isDone).count() == tries - 5);
            LoginResource.open.countDown();
            int wrong = 0;
            for (Future<Integer> answer : answers) {
                wrong += answer.get() == 401 ? 1 : 0;
            }
            assertThat(wrong).isEqualTo(5);
        } finally {
            LoginResource.open.countDown();
            clients.shutdownNow();
        }
    }

    @Test
    void countsAfterTheResponseWhereSoAsked() {
        assertThat(SERVER.get("/login/afterwards").statusCode()).isEqualTo(200);
        assertThat(left(limiter, "LoginResource.afterwards", ADDRESS)).isEqualTo(1);
        assertThat(SERVER.get("/login/afterwards").statusCode()).isEqualTo(200);
        refused(SERVER.get("/login/afterwards"), "LoginResource.afterwards");
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "written", "streamed"})
    void countsByTheStatusThatTheResourceSendsThroughTheServletResponse(String how) {
        for (int i = 0; i < 2; i++) {
            assertThat(SERVER.get("/login/" + how).statusCode()).isEqualTo(401);
        }
        refused(SERVER.get("/login/" + how), "LoginResource." + how);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"entity", "nothing", "stream", "fails", "unmapped", "suspended", "streamed-later", "resolver"})
    void chargesWhatTheResourceSays(String how) {
        SERVER.get("/model/" + how);
        // Asynchronous work is settled when it is over, which the client may see a moment earlier.
        await().until(() -> left(limiter, "tokens", ADDRESS) == 100 - 1 - 40);
    }

    /** Who hangs up once he has the answer has used it. */
    @Test
    void countsWhoHangsUp() throws Exception {
        for (int i = 1; i <= 2; i++) {
            SERVER.hangUp("/login/much", 1 << 20);
            long left = 2L - i;
            await().during(300, TimeUnit.MILLISECONDS)
                    .until(() -> left(limiter, "LoginResource.much", ADDRESS) == left);
        }
        refused(SERVER.get("/login/much"), "LoginResource.much");
    }

    @Test
    void countsAnExceptionWhateverWasSentBefore() {
        SERVER.getAlone("/login/failed");
        await().until(() -> left(limiter, "LoginResource.failed", ADDRESS) == 1);
    }

    @Test
    void chargesWhoResumesAnotherRequest() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<HttpResponse<String>> sleeper = other.submit(() -> SERVER.get("/model/sleeper"));
            SERVER.get("/model/waker");
            assertThat(sleeper.get().body()).isEqualTo("awake");
            await().until(() -> left(limiter, "tokens", ADDRESS) == 100 - 2 - 40);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void makesThoseWaitWhoTookMoreThanThereWas() {
        assertThat(SERVER.get("/model/much").statusCode()).isEqualTo(200);
        await().until(() -> left(limiter, "tokens", ADDRESS) == 0);
        refused(SERVER.get("/model/entity"), "tokens");
    }

    @Test
    void tellsNobodyOfTheContextOutsideOfARequest() {
        SERVER.get("/model/entity");
        assertThat(SERVER.get("/model/uncounted").body()).isEqualTo("[]");
    }

    private static HttpResponse<String> login(String password) {
        return SERVER.send("POST", "/login?password=" + password);
    }

    @Path("/login")
    public static class LoginResource {

        private static volatile CountDownLatch open = new CountDownLatch(0);

        @POST
        @RateLimited(
                limit = 5,
                window = "1d",
                algorithm = Algorithm.FIXED_WINDOW,
                countWhen = {"401", "403"})
        public Response login(@QueryParam("password") String password) throws InterruptedException {
            if (password.startsWith("slowly")) {
                open.await();
            }
            return Response.status(password.equals("right") ? 200 : 401)
                    .entity(password)
                    .build();
        }

        @GET
        @Path("/afterwards")
        @RateLimited(
                limit = 2,
                window = "1d",
                algorithm = Algorithm.FIXED_WINDOW,
                countWhen = "2xx",
                countAfterwards = true)
        public String afterwards() {
            return "done";
        }

        @GET
        @Path("/error")
        @RateLimited(limit = 2, window = "1d", algorithm = Algorithm.FIXED_WINDOW, countWhen = "401")
        public void error(@Context HttpServletResponse response) throws IOException {
            response.sendError(401);
        }

        @GET
        @Path("/written")
        @RateLimited(limit = 2, window = "1d", algorithm = Algorithm.FIXED_WINDOW, countWhen = "401")
        public void written(@Context HttpServletResponse response) throws IOException {
            response.setStatus(401);
            response.flushBuffer();
        }

        @GET
        @Path("/streamed")
        @RateLimited(limit = 2, window = "1d", algorithm = Algorithm.FIXED_WINDOW, countWhen = "401")
        public StreamingOutput streamed(@Context HttpServletResponse response) {
            return out -> response.sendError(401);
        }

        @GET
        @Path("/much")
        @RateLimited(limit = 2, window = "1d", algorithm = Algorithm.FIXED_WINDOW, countWhen = "2xx")
        public StreamingOutput much() {
            return out -> {
                for (int i = 0; i < 20; i++) {
                    out.write(new byte[1 << 20]);
                }
            };
        }

        @GET
        @Path("/failed")
        @RateLimited(
                limit = 2,
                window = "1d",
                algorithm = Algorithm.FIXED_WINDOW,
                countWhen = "5xx",
                countAfterwards = true)
        public void failed(@Context HttpServletResponse response) throws IOException {
            response.setContentLength(0);
            response.flushBuffer();
            throw new IllegalStateException("as the test wants it");
        }
    }

    @Path("/model")
    @RateLimited(name = "tokens", limit = 100, window = "1d", algorithm = Algorithm.FIXED_WINDOW)
    public static class ModelResource {

        private static final BlockingQueue<AsyncResponse> SLEEPERS = new LinkedBlockingQueue<>();

        @Context
        private Providers providers;

        @GET
        @Path("/entity")
        public String entity() {
            RateLimitContext.current().charge(40);
            return "entity";
        }

        @GET
        @Path("/nothing")
        public void nothing() {
            RateLimitContext.current().charge("tokens", 40);
        }

        @GET
        @Path("/stream")
        public StreamingOutput stream() {
            return out -> {
                out.write("some".getBytes(StandardCharsets.UTF_8));
                RateLimitContext.current().charge("tokens", 40);
            };
        }

        @GET
        @Path("/fails")
        public String fails() {
            RateLimitContext.current().charge("tokens", 40);
            throw new jakarta.ws.rs.BadRequestException();
        }

        @GET
        @Path("/unmapped")
        public String unmapped() {
            RateLimitContext.current().charge("tokens", 40);
            throw new IllegalStateException("as the test wants it");
        }

        @GET
        @Path("/suspended")
        public void suspended(@Suspended AsyncResponse response) {
            RateLimitContext context = RateLimitContext.current();
            Threads.run(() -> {
                context.charge("tokens", 15);
                response.resume("later");
                context.charge("tokens", 25);
            });
        }

        @GET
        @Path("/streamed-later")
        public void streamedLater(@Suspended AsyncResponse response) {
            ContextResolver<RateLimitContext> resolver = contexts();
            StreamingOutput stream = out -> {
                RateLimitContext.current().charge("tokens", 15);
                resolver.getContext(ModelResource.class).charge("tokens", 25);
                out.write("some".getBytes(StandardCharsets.UTF_8));
            };
            Threads.run(() -> response.resume(stream));
        }

        @GET
        @Path("/resolver")
        public String resolver() {
            contexts().getContext(ModelResource.class).charge("tokens", 40);
            return "resolved";
        }

        private ContextResolver<RateLimitContext> contexts() {
            return providers.getContextResolver(RateLimitContext.class, MediaType.WILDCARD_TYPE);
        }

        @GET
        @Path("/sleeper")
        public void sleeper(@Suspended AsyncResponse response) {
            SLEEPERS.add(response);
        }

        @GET
        @Path("/waker")
        public String waker() throws InterruptedException {
            SLEEPERS.take().resume("awake");
            RateLimitContext.current().charge("tokens", 40);
            return "woken";
        }

        @GET
        @Path("/much")
        public String much(@HeaderParam("X") String any) {
            RateLimitContext.current().charge("tokens", 1_000);
            return "much";
        }

        @GET
        @Path("/uncounted")
        @NotRateLimited
        public String uncounted() {
            return RateLimitContext.current().verdict().decisions().toString();
        }
    }
}
