package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.left;
import static dev.ratelimit.jaxrs.Limits.refused;
import static dev.ratelimit.jaxrs.Limits.remaining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.RateLimiter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerSentEventsTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @Test
    @Timeout(60)
    void disturbsNobodyWhoSendsBeforeTheMethodReturns() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.annotated());
        SERVER.deploy(new RateLimitFeature(limiter), HastyResource.class);

        HttpResponse<String> news = SERVER.get("/hasty", "Accept", "text/event-stream");

        assertThat(news.body()).contains("data: 1");
        assertThat(remaining(news)).isEqualTo("4");
        await().until(() -> left(limiter, "HastyResource.get", "ip:127.0.0.1") == 2);
    }

    @Test
    @Timeout(60)
    void countsAStreamOfEventsOnceAndChargesWhatItCameTo() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(Limits.annotated());
        SERVER.deploy(new RateLimitFeature(limiter), NewsResource.class);

        HttpResponse<String> news = SERVER.get("/news", "Accept", "text/event-stream");

        assertThat(news.statusCode()).isEqualTo(200);
        assertThat(news.body()).contains("data: 1", "data: 2", "data: 3");
        assertThat(remaining(news)).isEqualTo("4");
        await().until(() -> left(limiter, "NewsResource.get", "ip:127.0.0.1") == 1);
        assertThat(SERVER.get("/news", "Accept", "text/event-stream").statusCode())
                .isEqualTo(200);
        await().until(() -> left(limiter, "NewsResource.get", "ip:127.0.0.1") == 0);
        refused(SERVER.get("/news", "Accept", "text/event-stream"), "NewsResource.get");
    }

    @Path("/hasty")
    public static class HastyResource {

        @GET
        @Produces(MediaType.SERVER_SENT_EVENTS)
        @RateLimited("5/1d")
        public void get(@Context SseEventSink sink, @Context Sse sse) throws InterruptedException {
            RateLimitContext context = RateLimitContext.current();
            CountDownLatch sent = new CountDownLatch(1);
            Threads.run(() -> {
                sink.send(sse.newEvent("1")).whenComplete((done, failure) -> sent.countDown());
                context.charge(2);
                sink.close();
            });
            // Jersey sends nothing before the method returns.
            sent.await(200, TimeUnit.MILLISECONDS);
        }
    }

    @Path("/news")
    public static class NewsResource {

        @GET
        @Produces(MediaType.SERVER_SENT_EVENTS)
        @RateLimited("5/1d")
        public void get(@Context SseEventSink sink, @Context Sse sse) {
            RateLimitContext context = RateLimitContext.current();
            Threads.run(() -> {
                for (int i = 1; i <= 3; i++) {
                    sink.send(sse.newEvent(Integer.toString(i)))
                            .toCompletableFuture()
                            .join();
                    context.charge(1);
                }
                sink.close();
            });
        }
    }
}
