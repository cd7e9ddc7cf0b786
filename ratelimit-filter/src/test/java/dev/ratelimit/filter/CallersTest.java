package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.ClientAddress;
import dev.ratelimit.http.ForwardedHeader;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.KeyResolver;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

    private static final String BY_USER = Filters.rule("by-user", "\"key\": [\"user\"]", "2");

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private static void deploy(Identification identification) throws Exception {
        SERVER.deploy(Filters.with(new RateLimitFilter(
                Filters.limiter(BY_USER).identification(identification).build())));
    }

    private static Identification by(String keys) {
        return Identification.defaults().withResolver(KeyResolver.parse(keys));
    }

    private static String left(HttpResponse<String> response) {
        return response.headers().firstValue("X-RateLimit-Remaining").orElse("none");
    }

    @Test
    void countsByThePrincipal() throws Exception {
        Filter login = (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public Principal getUserPrincipal() {
                        return () -> getHeader("X-Test-User");
                    }
                },
                response);
        SERVER.deploy(context -> {
            Filters.add(context, "login", login);
            Filters.add(context, "ratelimit", Filters.counting(BY_USER));
        });
        assertThat(left(SERVER.get("/", "X-Test-User", "alice"))).isEqualTo("1");
        assertThat(left(SERVER.get("/", "X-Test-User", "alice"))).isEqualTo("0");
        assertThat(left(SERVER.get("/", "X-Test-User", "bob"))).isEqualTo("1");
    }

    @Test
    void countsByTheApiKeyWhichNeverReachesRedis() throws Exception {
        RedisServer redis = SERVER.closedAfterwards(RedisServer.start());
        String secret = "sk-live-4711";
        SERVER.deploy(Filters.with(new RateLimitFilter(SERVER.closedAfterwards(Filters.limiter(BY_USER)
                .redis(redis.address())
                .identification(Identification.defaults().withResolver(KeyResolver.parse("header:X-Api-Key,ip")))
                .build()))));
        Awaitility.await().until(() -> {
            SERVER.get("/", "X-Api-Key", secret);
            return RedisKeys.of(redis).stream().anyMatch(key -> key.contains("by-user"));
        });
        assertThat(RedisKeys.of(redis)).noneMatch(key -> key.contains(secret));
    }

    @Test
    void countsByTheSessionWithoutMakingOne() throws Exception {
        deploy(by("session,ip"));
        HttpResponse<String> without = SERVER.get("/");
        assertThat(without.headers().firstValue("Set-Cookie")).isEmpty();
        String cookie =
                SERVER.get("/session").headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(left(SERVER.get("/", "Cookie", cookie.split(";", -1)[0]))).isEqualTo("1");
        assertThat(SERVER.get("/", "Cookie", "JSESSIONID=made-up").statusCode())
                .as("the address has had its two")
                .isEqualTo(429);
    }

    @Test
    void countsByACookie() throws Exception {
        deploy(by("cookie:id,ip"));
        assertThat(left(SERVER.get("/", "Cookie", "a=b; id=17"))).isEqualTo("1");
        assertThat(left(SERVER.get("/", "Cookie", "id=17; c=d"))).isEqualTo("0");
        assertThat(left(SERVER.get("/", "Cookie", "id=18"))).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", ";;,", "id", "id=", "id=\u007f", "id=\u0001", "\u00e4=\u00e4", "$Version=1; id"})
    void countsByTheAddressWhenTheCookieIsMalformed(String cookie) throws Exception {
        deploy(by("cookie:id,ip"));
        SERVER.get("/");
        SERVER.get("/");
        int status = RawResponse.get(SERVER.harness().port(), "/app/", "Cookie: " + cookie)
                .status();
        assertThat(status).as("refused by the server or by the limit").isIn(400, 429);
    }

    @Test
    void readsTheQueryStringAndLeavesTheBodyToTheApplication() throws Exception {
        deploy(by("query:key,ip"));
        HttpRequest form = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + SERVER.harness().port() + "/app/body?key=q"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("key=from-the-body"))
                .build();
        HttpResponse<String> response = SERVER.send(form);
        assertThat(response.body()).isEqualTo("key=from-the-body");
        assertThat(left(response)).isEqualTo("1");
        assertThat(left(SERVER.get("/?key=q"))).isEqualTo("0");
        assertThat(left(SERVER.get("/?key=from-the-body"))).isEqualTo("1");
    }

    @Test
    void believesNoForwardedHeaderOfAStranger() throws Exception {
        deploy(by("ip"));
        SERVER.get("/", "X-Forwarded-For", "192.0.2.1");
        SERVER.get("/", "X-Forwarded-For", "192.0.2.2", "Forwarded", "for=192.0.2.3");
        assertThat(SERVER.get("/", "X-Forwarded-For", "192.0.2.4").statusCode()).isEqualTo(429);
    }

    @Test
    void readsTheForwardedHeaderOfTrustedProxiesFromTheRight() throws Exception {
        ClientAddress behind = ClientAddress.behind(
                ForwardedHeader.X_FORWARDED_FOR, List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("10.0.0.0/8")));
        deploy(by("ip").withClientAddress(behind));
        assertThat(left(SERVER.get("/", "X-Forwarded-For", "192.0.2.1, 10.0.0.1")))
                .isEqualTo("1");
        assertThat(left(SERVER.get("/", "X-Forwarded-For", "spoofed, 203.0.113.9, 192.0.2.1")))
                .isEqualTo("0");
        assertThat(left(SERVER.get("/", "X-Forwarded-For", "192.0.2.1, 192.0.2.2")))
                .isEqualTo("1");
    }
}
