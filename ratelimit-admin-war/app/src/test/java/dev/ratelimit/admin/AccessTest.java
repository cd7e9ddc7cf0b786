package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.admin.Routes.Route;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private static final String ADMIN = "admin-token-admin-token";
    private static final String READ = "read-token-read-token";
    private static final String CHECK = "check-token-check-token";
    private static final Map<String, String> TOKENS =
            Map.of("adminToken", ADMIN, "readToken", READ, "checkToken", CHECK);

    private AdminServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    static List<Route> guarded() {
        return Routes.guarded();
    }

    @Test
    void theCrawlKnowsTheRoutes() {
        server = AdminServer.start(TOKENS);
        assertThat(Routes.all())
                .contains(
                        new Route("GET", "/check"),
                        new Route("DELETE", "/users"),
                        new Route("POST", "/ratelimit/check"))
                .hasSizeGreaterThan(7);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void nobodyGetsInWhereNothingIsConfigured(Route route) {
        server = AdminServer.start(Map.of());
        Answer answer = server.send(route.method(), route.target(), route.body(), "Content-Type", "application/json");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("RATELIMIT_ADMIN_TOKEN", "ratelimit.access");
    }

    @Test
    void noServletIsOpenToNobodyButTheStartPage() {
        server = AdminServer.start(TOKENS);
        assertThat(server.servletPaths()).isNotEmpty().allSatisfy(path -> {
            int status = server.get(path).status();
            assertThat(status).as(path).isEqualTo(path.equals("/") ? 200 : 401);
        });
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void nobodyGetsInWithoutAToken(Route route) {
        server = AdminServer.start(TOKENS);
        for (String credentials :
                List.of("", "Bearer ", "Bearer wrong", "Basic " + ADMIN, ADMIN, "Bearer " + ADMIN + "x")) {
            String[] headers = credentials.isEmpty() ? new String[0] : new String[] {"Authorization", credentials};
            Answer answer = server.send(route.method(), route.target(), route.body(), headers);
            assertThat(answer.status()).as(credentials).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void eachTokenMayDoWhatItIsForAndNothingElse(Route route) {
        server = AdminServer.start(TOKENS);
        boolean checks = route.path().matches("(/ratelimit)?/check(/.*)?");
        boolean reads = !checks && route.method().equals("GET");
        assertThat(status(route, ADMIN)).isIn(200, 201, 204, 400, 404, 428);
        assertThat(status(route, READ)).isIn(reads ? List.of(200, 404) : List.of(403));
        assertThat(status(route, CHECK)).isIn(checks ? List.of(200) : List.of(403));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/check/?user_id=victim",
                "//check?user_id=victim",
                "/./check?user_id=victim",
                "/x/../check?user_id=victim",
                "/%63heck?user_id=victim",
                "/check;a=b?user_id=victim",
                "/;a/check?user_id=victim",
                "/assets/../check?user_id=victim",
                "/assets/%2e%2e/check?user_id=victim",
                "/assets/..;/check?user_id=victim",
                "/health/../check?user_id=victim",
                "/index.html/../check?user_id=victim",
                "/check%2F?user_id=victim",
                "/CHECK?user_id=victim"
            })
    void noSpellingOfAPathChargesAUser(String path) {
        server = AdminServer.start(TOKENS);
        assertThat(server.get(path).status()).isGreaterThanOrEqualTo(400);
        assertThat(server.get(path, "Authorization", "Bearer " + READ).status()).isGreaterThanOrEqualTo(400);
        assertThat(server.get("/users?user_id=victim", "Authorization", "Bearer " + ADMIN)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void eachTokenIsToldWhatItIs() {
        server = AdminServer.start(TOKENS);
        assertThat(server.get("/ratelimit/access", "Authorization", "Bearer " + ADMIN)
                        .body())
                .isEqualTo("{\"role\":\"admin\",\"by\":\"token\"}");
        assertThat(server.get("/ratelimit/access", "Authorization", "Bearer " + READ)
                        .body())
                .isEqualTo("{\"role\":\"viewer\",\"by\":\"token\"}");
    }

    @Test
    void aTokenIsKnownWhateverTheCaseOfItsScheme() {
        server = AdminServer.start(TOKENS);
        assertThat(server.get("/check?user_id=a", "Authorization", "bearer " + CHECK)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tokensCountEvenWhereAccessIsOpen() {
        server = AdminServer.start(Map.of("access", "open", "readToken", READ));
        assertThat(server.get("/check?user_id=a").status()).isEqualTo(401);
    }

    @Test
    void guessingIsLimitedEvenForWhoGuessesRightInTheEnd() {
        server = AdminServer.start(TOKENS);
        for (int i = 0; i < 10; i++) {
            assertThat(server.get("/users", "Authorization", "Bearer guess" + i).status())
                    .isEqualTo(401);
        }
        Answer answer = server.get("/users", "Authorization", "Bearer " + ADMIN);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(1L, 6L);
        assertThat(server.get("/health").status()).isEqualTo(200);
    }

    @Test
    void guessesMadeAtOnceCountLikeOthers() {
        server = AdminServer.start(TOKENS);
        ExecutorService many = Executors.newFixedThreadPool(50);
        List<Integer> statuses =
                IntStream.range(0, 100)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> guess(i), many))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        many.shutdown();
        assertThat(statuses).containsOnly(401, 429);
        // One more comes every six seconds.
        assertThat(Collections.frequency(statuses, 401)).isBetween(10, 11);
    }

    @Test
    void askingWithoutATokenIsNoGuess() {
        server = AdminServer.start(TOKENS);
        for (int i = 0; i < 20; i++) {
            assertThat(server.get("/users").status()).isEqualTo(401);
        }
        assertThat(server.get("/check?user_id=a", "Authorization", "Bearer " + ADMIN)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void healthAndTheStartPageAreOpen() {
        server = AdminServer.start(Map.of());
        assertThat(server.get("/health").line()).isEqualTo("200 OK");
        assertThat(server.get("/").status()).isEqualTo(200);
        assertThat(server.get("/index.html").status()).isEqualTo(200);
        assertThat(server.get("/WEB-INF/web.xml").status()).isIn(404, 503);
    }

    private int guess(int number) {
        return server.get("/users", "Authorization", "Bearer guess" + number).status();
    }

    private int status(Route route, String token) {
        return server.send(
                        route.method(),
                        route.target(),
                        route.body(),
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json")
                .status();
    }
}
