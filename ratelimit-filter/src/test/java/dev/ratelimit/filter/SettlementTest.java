package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.gate.GateOptions;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of what a request took when its response is complete, however it is made. */
class SettlementTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private static final String BEFORE = counting("before", "[401, \"5xx\"]");
    private static final String AFTER = counting("after", "{\"status\": [401, \"5xx\"], \"reserve\": false}");
    private static final String ALL = Filters.rule("all", "\"key\": [\"global\"]", "9");

    private final RateLimiter limiter = Filters.limiter(BEFORE, AFTER).build();
    private final RateLimiter plain = Filters.limiter(ALL).build();

    private static String counting(String id, String when) {
        return Filters.rule(id, "\"key\": [\"global\"], \"count_when\": " + when, "9");
    }

    private static void deploy(RateLimiter limiter, TestServlets.Page page) throws Exception {
        SERVER.deploy(context -> {
            Filters.add(context, "ratelimit", new RateLimitFilter(limiter));
            TestServlets.add(context, "/page", page);
            TestServlets.add(context, "/denied", (request, response) -> response.setStatus(401));
            TestServlets.add(
                    context,
                    "/charging",
                    (request, response) -> RateLimitContext.current().charge(4));
            TestServlets.add(context, "/again", (request, response) -> complete(request.startAsync(), 401));
        });
    }

    private static int get() {
        return SERVER.get("/page").statusCode();
    }

    private static long left(RateLimiter limiter, String rule) {
        return limiter.look(rule, "global").decisions().get(0).remaining();
    }

    private void assertCounted(boolean counted) {
        long left = counted ? 8 : 9;
        await().untilAsserted(() -> {
            assertThat(left(limiter, "before")).isEqualTo(left);
            assertThat(left(limiter, "after")).isEqualTo(left);
        });
    }

    private static void complete(AsyncContext async, int status) {
        async.start(() -> {
            ((HttpServletResponse) async.getResponse()).setStatus(status);
            async.complete();
        });
    }

    @Test
    void limitsALoginByItsFailures() throws Exception {
        RateLimiter three = Filters.limiter(Filters.rule("login", "\"key\": [\"global\"], \"count_when\": [401]", "3"))
                .build();
        deploy(three, (request, response) -> response.setStatus("right".equals(request.getHeader("pass")) ? 200 : 401));
        for (int i = 0; i < 10; i++) {
            assertThat(SERVER.get("/page", "pass", "right").statusCode()).isEqualTo(200);
            await().until(() -> left(three, "login") == 3);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(get()).isEqualTo(401);
        }
        assertThat(SERVER.get("/page", "pass", "right").statusCode()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({"200, false", "401, true", "404, false", "503, true"})
    void countsByTheStatusThatIsSet(int status, boolean counted) throws Exception {
        deploy(limiter, (request, response) -> response.setStatus(status));
        assertThat(get()).isEqualTo(status);
        assertCounted(counted);
    }

    @ParameterizedTest
    @CsvSource({"401, true", "404, false", "500, true"})
    void countsByTheStatusOfAnError(int status, boolean counted) throws Exception {
        deploy(limiter, (request, response) -> response.sendError(status));
        assertThat(get()).isEqualTo(status);
        assertCounted(counted);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {ServletException.class, IOException.class, IllegalStateException.class, AssertionError.class})
    void countsAnExceptionAs500(Class<? extends Throwable> kind) throws Exception {
        deploy(limiter, (request, response) -> fail(kind));
        assertThat(get()).isEqualTo(500);
        assertCounted(true);
    }

    /** A client has the answer, whatever befalls the application then. */
    @ParameterizedTest
    @ValueSource(ints = {401, 200})
    void countsWhatFailsAfterItsAnswerByEither(int status) throws Exception {
        deploy(limiter, (request, response) -> {
            response.setStatus(status);
            response.getOutputStream().write(1);
            response.flushBuffer();
            throw new IllegalStateException("as the test wants it");
        });
        SERVER.hangUp("/page", 20);
        assertCounted(true);
    }

    /** Who hangs up once he has the answer has used it. */
    @Test
    void countsWhoHangsUp() throws Exception {
        RateLimiter three = Filters.limiter(
                        Filters.rule("page", "\"key\": [\"global\"], \"count_when\": [\"2xx\"]", "3"))
                .build();
        CompletableFuture<Void> settled = new CompletableFuture<>();
        deploy(three, (request, response) -> {
            byte[] much = new byte[1 << 20];
            try {
                for (int i = 0; i < 20; i++) {
                    response.getOutputStream().write(much);
                    response.flushBuffer();
                }
            } finally {
                settled.complete(null);
            }
        });
        SERVER.hangUp("/page", 1 << 20);
        assertThat(settled).succeedsWithin(Duration.ofSeconds(10));
        await().during(200, TimeUnit.MILLISECONDS).until(() -> left(three, "page") == 2);
    }

    private static void fail(Class<? extends Throwable> kind) throws ServletException, IOException {
        String message = "as the test wants it";
        if (kind == ServletException.class) {
            throw new ServletException(message);
        } else if (kind == IOException.class) {
            throw new IOException(message);
        } else if (kind == IllegalStateException.class) {
            throw new IllegalStateException(message);
        }
        throw new AssertionError(message);
    }

    @ParameterizedTest
    @CsvSource({"200, false", "401, true"})
    void countsAnAsynchronousRequestWhenItIsComplete(int status, boolean counted) throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        deploy(limiter, (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                await().until(() -> looked.getCount() == 0);
                response.setStatus(status);
                async.complete();
            });
        });
        CompletableFuture<Integer> served = CompletableFuture.supplyAsync(SettlementTest::get);
        await().until(() -> left(limiter, "before") == 8);
        assertThat(left(limiter, "after")).isEqualTo(9);
        looked.countDown();
        assertThat(served.join()).isEqualTo(status);
        assertCounted(counted);
    }

    @ParameterizedTest
    @CsvSource({"/denied, 401, true", "/target, 200, false", "/fault, 500, true"})
    void countsWhatAnAsynchronousDispatchAnswers(String path, int status, boolean counted) throws Exception {
        deploy(limiter, (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> async.dispatch(path));
        });
        assertThat(get()).isEqualTo(status);
        assertCounted(counted);
    }

    @ParameterizedTest
    @CsvSource({"/denied, 401, true", "/target, 200, false", "/fault, 500, true"})
    void countsWhatADispatchAnswersThatTheServletMadeAtOnce(String path, int status, boolean counted) throws Exception {
        deploy(limiter, (request, response) -> request.startAsync().dispatch(path));
        assertThat(get()).isEqualTo(status);
        assertCounted(counted);
    }

    @Test
    void countsWhatIsAnsweredWhenItIsMadeAsynchronousOnceMore() throws Exception {
        deploy(limiter, (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> async.dispatch("/again"));
        });
        assertThat(get()).isEqualTo(401);
        assertCounted(true);
    }

    @Test
    void countsATimeoutThatNobodyHandlesAs500() throws Exception {
        deploy(limiter, (request, response) -> request.startAsync().setTimeout(50));
        assertThat(get()).isEqualTo(500);
        assertCounted(true);
    }

    @Test
    void countsWhatSomebodyAnswersToATimeout() throws Exception {
        deploy(limiter, (request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(50);
            async.addListener(new Late(async));
        });
        assertThat(get()).isEqualTo(202);
        assertCounted(false);
    }

    /** Answers 202 when its time is over. */
    private record Late(AsyncContext async) implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) {
            ((HttpServletResponse) async.getResponse()).setStatus(202);
            async.complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    @Test
    void chargesWhatTheServletSays() throws Exception {
        deploy(plain, (request, response) -> {
            RateLimitContext.current().charge(2);
            RateLimitContext.current().charge("all", 3);
            RateLimitContext.current().charge("other", 3);
        });
        assertThat(get()).isEqualTo(200);
        await().until(() -> left(plain, "all") == 3);
    }

    @Test
    void chargesAlsoWhenTheServletFails() throws Exception {
        deploy(plain, (request, response) -> {
            RateLimitContext.current().charge(2);
            throw new ServletException("as the test wants it");
        });
        assertThat(get()).isEqualTo(500);
        await().until(() -> left(plain, "all") == 6);
    }

    @Test
    void chargesWhatAnotherThreadSaysWhenTheResponseIsUnderWayAndWhenItIsOver() throws Exception {
        CompletableFuture<RateLimitContext> taken = new CompletableFuture<>();
        deploy(plain, (request, response) -> {
            RateLimitContext context = RateLimitContext.current();
            response.getWriter().print("begun");
            response.flushBuffer();
            CompletableFuture.runAsync(() -> context.charge(3)).join();
            assertThat(left(plain, "all")).isEqualTo(8);
            taken.complete(context);
        });
        assertThat(get()).isEqualTo(200);
        await().until(() -> left(plain, "all") == 5);
        taken.join().charge(4);
        assertThat(left(plain, "all")).isEqualTo(1);
    }

    @Test
    void chargesWhatAnAsynchronousRequestSaysWhenItIsComplete() throws Exception {
        deploy(plain, (request, response) -> {
            RateLimitContext context = RateLimitContext.current();
            AsyncContext async = request.startAsync();
            async.start(() -> {
                context.charge(4);
                async.complete();
            });
        });
        assertThat(get()).isEqualTo(200);
        await().until(() -> left(plain, "all") == 4);
    }

    @Test
    void chargesWhatADispatchedServletSays() throws Exception {
        deploy(plain, (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> async.dispatch("/charging"));
        });
        assertThat(get()).isEqualTo(200);
        await().until(() -> left(plain, "all") == 4);
    }

    @Test
    void chargesWhatAServletSaysThatWasDispatchedToAtOnce() throws Exception {
        deploy(plain, (request, response) -> request.startAsync().dispatch("/charging"));
        assertThat(get()).isEqualTo(200);
        await().until(() -> left(plain, "all") == 4);
    }

    @Test
    void countsWhatIsMadeAsynchronousWithRequestAndResponse() throws Exception {
        deploy(
                limiter,
                (request, response) -> request.startAsync(request, response).dispatch("/denied"));
        assertThat(get()).isEqualTo(401);
        assertCounted(true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theContextIsThatOfTheThreadWhileItServesTheRequest(boolean fails) throws Exception {
        List<RateLimitContext> seen = new CopyOnWriteArrayList<>();
        Filter outside = (request, response, chain) -> {
            try {
                chain.doFilter(request, response);
            } finally {
                seen.add(attribute(request));
                seen.add(RateLimitContext.current());
            }
        };
        SERVER.deploy(context -> {
            Filters.add(context, "outside", outside);
            Filters.add(context, "ratelimit", new RateLimitFilter(plain));
            TestServlets.add(context, "/page", (request, response) -> {
                seen.add(RateLimitContext.current());
                seen.add(attribute(request));
                if (fails) {
                    throw new IllegalStateException("as the test wants it");
                }
            });
        });
        get();
        await().until(() -> seen.size() >= 4);
        assertThat(seen.get(0).verdict().decisions()).hasSize(1);
        assertThat(seen.get(1)).isSameAs(seen.get(0));
        assertThat(seen.get(2)).isSameAs(seen.get(0));
        assertThat(seen.get(3)).as("outside").isNotSameAs(seen.get(0));
        assertThat(seen.get(3).verdict().decisions()).isEmpty();
    }

    private static RateLimitContext attribute(ServletRequest request) {
        return RateLimitContext.of(request.getAttribute(RateLimitContext.ATTRIBUTE));
    }

    @Test
    void theContextOfARequestThatIsNotCountedChargesNothing() throws Exception {
        List<RateLimitContext> seen = new CopyOnWriteArrayList<>();
        SERVER.deploy(context -> {
            Filters.add(
                    context,
                    "ratelimit",
                    new RateLimitFilter(plain, GateOptions.defaults().withExclude("/page")));
            TestServlets.add(context, "/page", (request, response) -> {
                RateLimitContext.current().charge(4);
                seen.add(attribute(request));
            });
        });
        assertThat(get()).isEqualTo(200);
        assertThat(seen).singleElement().isNotNull();
        assertThat(left(plain, "all")).isEqualTo(9);
    }

    @Test
    void aDeniedRequestIsNotChargedAndItsContextIsThere() throws Exception {
        RateLimiter one = Filters.limiter(Filters.rule("one", "\"key\": [\"global\"]", "1"), BEFORE)
                .build();
        List<RateLimitContext> seen = new CopyOnWriteArrayList<>();
        SERVER.deploy(context -> {
            Filters.add(context, "outside", (request, response, chain) -> {
                chain.doFilter(request, response);
                seen.add(attribute(request));
            });
            Filters.add(context, "ratelimit", new RateLimitFilter(one));
        });
        assertThat(get()).isEqualTo(200);
        assertThat(get()).isEqualTo(429);
        await().until(() -> seen.size() == 2);
        seen.get(1).charge(5);
        assertThat(left(one, "before")).isEqualTo(9);
    }
}
