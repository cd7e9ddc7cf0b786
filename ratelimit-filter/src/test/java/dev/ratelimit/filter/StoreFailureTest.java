package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.LimitListener;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.gate.GateOptions;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Source;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoreFailureTest {

    /** Nothing listens on the port for discarded data. */
    private static final String NOBODY = "127.0.0.1:9";

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private static String rule(String policy) {
        return Filters.rule("lost", "\"key\": [\"global\"], \"on_store_failure\": \"" + policy + "\"", "2");
    }

    private static void deployWithoutRedis(String policy) throws Exception {
        SERVER.deploy(Filters.with(new RateLimitFilter(SERVER.closedAfterwards(
                Filters.limiter(rule(policy)).redis(NOBODY).build()))));
    }

    @Test
    void passesAndSaysNothingOfLimitsWhenTheRuleAllows() throws Exception {
        deployWithoutRedis("allow");
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> response = SERVER.get("/");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().map().keySet()).noneMatch(name -> name.contains("ratelimit"));
        }
        assertThat(SERVER.get("/verdict").body()).contains("FAIL_OPEN");
    }

    @Test
    void answers503WhenTheRuleDenies() throws Exception {
        deployWithoutRedis("deny");
        HttpResponse<String> response = SERVER.get("/");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).contains("#temporary-reduced-capacity");
    }

    @Test
    void goesOnCountingInThisJvmWhenTheRuleIsLocal() throws Exception {
        deployWithoutRedis("local");
        assertThat(SERVER.get("/").headers().firstValue("X-RateLimit-Remaining"))
                .contains("1");
        assertThat(SERVER.get("/").statusCode()).isEqualTo(200);
        assertThat(SERVER.get("/").statusCode()).isEqualTo(429);
    }

    @Test
    void neverAnswers500WhenRedisDiesUnderLoad() throws Exception {
        RedisServer redis = SERVER.closedAfterwards(RedisServer.start());
        List<Source> sources = new CopyOnWriteArrayList<>();
        LimitListener listener = (verdict, took) -> sources.add(verdict.source());
        SERVER.deploy(Filters.with(new RateLimitFilter(
                SERVER.closedAfterwards(Filters.limiter(Filters.rule("wide", "\"key\": [\"global\"]", "1000000"))
                        .redis(redis.address())
                        .listener(listener)
                        .build()))));
        await().until(() -> SERVER.get("/").statusCode() == 200 && sources.contains(Source.REDIS));
        List<Integer> statuses = IntStream.range(0, 600)
                .parallel()
                .map(i -> {
                    if (i == 300) {
                        redis.kill();
                    }
                    return SERVER.get("/").statusCode();
                })
                .boxed()
                .toList();
        assertThat(statuses).containsOnly(200);
        assertThat(sources).contains(Source.REDIS, Source.LOCAL);
        redis.restart();
        await().until(() -> {
            SERVER.get("/");
            return sources.get(sources.size() - 1) == Source.REDIS;
        });
    }

    @Test
    void passesUncountedWhenTheLimiterItselfFails() throws Exception {
        deployBroken(GateOptions.defaults());
        HttpResponse<String> response = SERVER.get("/");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("RateLimit")).isEmpty();
    }

    @Test
    void answers503WhenTheLimiterItselfFailsAndThatIsWanted() throws Exception {
        deployBroken(GateOptions.defaults().withOnFault(FailurePolicy.DENY));
        assertThat(SERVER.get("/").statusCode()).isEqualTo(503);
    }

    private static void deployBroken(GateOptions options) throws Exception {
        Filter broken = (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public String getServletPath() {
                        throw new IllegalStateException("as the test wants it");
                    }
                },
                response);
        String rule = Filters.rule("path", "\"key\": [\"path\"]", "2");
        SERVER.deploy(context -> {
            Filters.add(context, "broken", broken);
            Filters.add(
                    context,
                    "ratelimit",
                    new RateLimitFilter(Filters.limiter(rule).build(), options));
        });
    }
}
