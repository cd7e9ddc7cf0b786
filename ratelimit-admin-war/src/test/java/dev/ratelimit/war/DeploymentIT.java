package dev.ratelimit.war;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.embedded.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The WAR in a real container, which the execution of Maven chooses. */
class DeploymentIT {

    private static final String TOKEN = "Authorization: Bearer a-token-for-the-test";
    private static final Map<String, String> WITH_TOKEN = Map.of("ratelimit.adminToken", "a-token-for-the-test");

    private static final Promise HEALTH = new Promise("/health without Redis", Duration.ofMillis(500));

    private Container container;

    @BeforeEach
    void start() throws Exception {
        container = Container.start();
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
    }

    @Test
    void theContainerIsTheOneThatIsMeant() {
        assertThat(container.version()).startsWith(System.getProperty("container.version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/limits"})
    void servesUnderAnyContextPath(String contextPath) throws Exception {
        container.deploy(contextPath, WITH_TOKEN);
        String base = contextPath.equals("/") ? "" : contextPath;
        assertThat(get(base + "/health")).isEqualTo("200 OK");
        assertThat(get(base + "/check?user_id=alice", TOKEN)).isEqualTo("200 allowed");
        assertThat(get(base + "/users?user_id=alice", TOKEN)).contains("200", "\"user_id\":\"alice\"");
        assertThat(get(base + "/openapi.json", TOKEN)).contains("\"/check\"");
        assertThat(get(base + "/check?user_id=alice")).startsWith("401");
        assertThat(get(base + "/")).startsWith("200").contains("Ratelimit administration");
        assertThat(get(base + "/assets/style.css")).startsWith("200");
        assertThat(send("PUT " + base + "/check", TOKEN).text()).contains("405", "Allow: GET, HEAD");
    }

    @Test
    void servesTheDashboardsFilesAsWhatBrowsersTakeThemFor() throws Exception {
        container.deploy("/", WITH_TOKEN);
        Map<String, String> types = Map.of(
                "app.js", "text/javascript",
                "vendor/preact.module.js", "text/javascript",
                "style.css", "text/css",
                "icon.svg", "image/svg");
        for (Map.Entry<String, String> file : types.entrySet()) {
            assertThat(send("GET /assets/" + file.getKey(), "Accept-Encoding: gzip")
                            .text())
                    .startsWith("HTTP/1.1 200")
                    .containsPattern("(?i)\r\ncontent-type: " + file.getValue())
                    .containsIgnoringCase("\r\nContent-Encoding: gzip")
                    .contains("nosniff");
        }
    }

    @Test
    void servesNobodyUnlessItIsSaidWhom() throws Exception {
        container.deploy("/", Map.of());
        assertThat(get("/check?user_id=alice")).startsWith("503").contains("RATELIMIT_ADMIN_TOKEN");
        assertThat(get("/health")).isEqualTo("200 OK");
    }

    @Test
    void letsNobodyInWhereTheContainerHasNoLogin() throws Exception {
        container.deploy("/", Map.of("ratelimit.access", "container"));
        assertThat(send("GET /check?user_id=alice").status()).isIn(401, 403);
    }

    @Test
    void goesByTheRolesOfTheContainersUsers() throws Exception {
        container.deployWithLogin(
                "/limits",
                Map.of("ratelimit.access", "container"),
                List.of("ratelimit-admin", "ratelimit-viewer", "somebody"));
        assertThat(send("GET /limits/check?user_id=a").text()).contains(" 401", "Basic realm");
        assertThat(send("GET /limits/check?user_id=a", as("ratelimit-admin")).status())
                .isEqualTo(200);
        assertThat(send("GET /limits/users?user_id=a", as("ratelimit-viewer")).status())
                .isEqualTo(200);
        assertThat(send("GET /limits/check?user_id=a", as("ratelimit-viewer")).status())
                .isEqualTo(403);
        assertThat(send("GET /limits/users?user_id=a", as("somebody")).status()).isEqualTo(403);
        assertThat(send("GET /limits/health").status()).isEqualTo(200);
    }

    private static String as(String user) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((user + ":password").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/ratelimit/launcher/Main.class",
                "/WEB-INF/web.xml",
                "/WEB-INF/launcher/lib/",
                "/META-INF/MANIFEST.MF",
                "/assets/../WEB-INF/web.xml",
                "/assets/"
            })
    void givesNothingOfItselfAway(String path) throws Exception {
        container.deploy("/", WITH_TOKEN);
        assertThat(send("GET " + path).status()).isGreaterThanOrEqualTo(400);
        Http answer = send("GET " + path, TOKEN);
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.body()).doesNotContain("\tat ", ".jar");
    }

    @Test
    void saysThatAFileIsNotThereAsItSaysEverythingElse() throws Exception {
        container.deploy("/limits", WITH_TOKEN);
        Http answer = send("GET /limits/assets/nothing.css");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("\"status\":404");
        assertThat(answer.text())
                .containsIgnoringCase("Content-Type: application/problem+json")
                .contains("Content-Security-Policy: ", "X-Content-Type-Options: nosniff");
    }

    @Test
    void countsOnRedisWhereThereIsOne() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            container.deploy(
                    "/limits",
                    Map.of(
                            "ratelimit.adminToken", "a-token-for-the-test",
                            "ratelimit.redisAddr", redis.address(),
                            "ratelimit.checkBudget", "5s"));
            assertThat(get("/limits/check?user_id=alice", TOKEN)).isEqualTo("200 allowed");
            assertThat(get("/limits/users?user_id=alice", TOKEN)).contains("\"source\":\"redis\"");
            redis.kill();
            HEALTH.isKept(Promise.of(() -> assertThat(get("/limits/health")).isEqualTo("503 Redis connection failed")));
        }
    }

    /** With the WAR, the Redis and the token of this test in place of the manual's. */
    @Test
    void deploysAsTheManualSays() throws Exception {
        assertThat(container.recipes()).isNotEmpty();
        for (String recipe : container.recipes()) {
            assertThat(recipe).contains("/opt/ratelimit-admin.war", "127.0.0.1:6379");
            try (RedisServer redis = RedisServer.start()) {
                container.deployRecipe(
                        "limits",
                        recipe.replace("/opt/ratelimit-admin.war", Container.WAR.toString())
                                .replace("127.0.0.1:6379", redis.address())
                                .replace("…", "a-token-for-the-test"));
                String who = recipe.contains("ratelimit.adminToken") ? TOKEN : as("ratelimit-admin");
                assertThat(get("/limits/users?user_id=alice")).startsWith("401");
                assertThat(send("POST /limits/users?user_id=alice", who, "Content-Length: 0")
                                .status())
                        .isEqualTo(200);
                assertThat(RedisLines.ask("127.0.0.1", redis.port(), "EXISTS ratelimit:users:alice"))
                        .contains(":1");
            }
        }
    }

    @Test
    void refusesToStartWithSettingsThatCannotBeUsed() {
        assertThatThrownBy(() -> container.deploy("/", Map.of("ratelimit.algorithm", "guesswork")))
                .isInstanceOf(Exception.class);
    }

    private String get(String path, String... headers) throws Exception {
        Http answer = send("GET " + path, headers);
        return answer.status() + " " + answer.body();
    }

    private Http send(String request, String... headers) throws Exception {
        return Http.send(container.port(), request, headers);
    }
}
