package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is written at one copy's administration holds in its own shop at once, and in another JVM's within moments. */
class AdministeredFromElsewhereTest {

    /** On a crowded machine a check may wait; what is then decided without Redis would spoil the count. */
    private static final String PATIENT = "-Dratelimit.checkBudget=10s";

    /** A tenth of a second is promised; a crowded machine may take ten times as long. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static RedisServer redis;
    private static SampleJvm here;
    private static SampleJvm there;
    private static Client administration;
    private static Client shop;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        here = copy();
        there = copy();
        administration = here.awaitReady().client();
        shop = there.awaitReady().client();
    }

    private static SampleJvm copy() {
        return new SampleJvm(PATIENT, "--port", "0", "--redis-addr", redis.address());
    }

    @AfterAll
    static void stop() throws Exception {
        here.close();
        there.close();
        redis.close();
    }

    private static String limit(Client client, String path) {
        return client.get(path, "X-Api-Key", "demo")
                .headers()
                .firstValue("X-RateLimit-Limit")
                .orElse("none");
    }

    private static void put(String path, String body, String... headers) {
        assertThat(administration
                        .json("PUT", "/admin/ratelimit" + path, body, headers)
                        .statusCode())
                .isEqualTo(200);
    }

    private static void delete(String path) {
        assertThat(administration.send("DELETE", "/admin/ratelimit" + path).statusCode())
                .isEqualTo(204);
    }

    @Test
    void aChangedRuleBitesAtOnceAndIsUncoveredWhenItIsDeleted() {
        put("/rules/catalogue", """
                {"when": {"path": "/catalogue"}, "key": ["ip"],
                 "limits": [{"algorithm": "fixed_window", "limit": 900, "window": "1h"}]}""", "If-Match", "*");
        assertThat(limit(administration, "/catalogue")).isEqualTo("900");
        await().atMost(SOON).until(() -> limit(shop, "/catalogue").equals("900"));

        delete("/rules/catalogue");
        assertThat(limit(administration, "/catalogue")).isEqualTo("15");
        await().atMost(SOON).until(() -> limit(shop, "/catalogue").equals("15"));
    }

    @Test
    void whoIsOnTheDenyListIsRefusedInTheOtherShop() {
        put("/denylist/ip:127.0.0.1", "{\"reason\": \"a test\"}");
        try {
            await().atMost(SOON).until(() -> shop.get("/search").statusCode() == 403);
        } finally {
            delete("/denylist/ip:127.0.0.1");
        }
        await().atMost(SOON).until(() -> shop.get("/search").statusCode() != 403);
    }

    @Test
    void theSwitchHoldsInTheOtherShop() {
        put("/mode", "{\"mode\": \"off\"}");
        try {
            await().atMost(SOON).until(() -> limit(shop, "/search").equals("none"));
        } finally {
            put("/mode", "{\"mode\": \"enforce\"}");
        }
        await().atMost(SOON).until(() -> limit(shop, "/search").equals("10"));
    }

    @Test
    void aPlanGivesACallerOfTheOtherShopOtherLimits() {
        assertThat(limit(shop, "/search")).isEqualTo("10");
        put("/plans/small", "{\"overrides\": {\"search\": [\"70/1h\"]}}");
        put("/users/" + caller(), "{\"plan\": \"small\"}");
        await().atMost(SOON).until(() -> limit(shop, "/search").equals("70"));
        put("/users/" + caller(), "{}");
        await().atMost(SOON).until(() -> limit(shop, "/search").equals("10"));
    }

    /** The id of the only caller with a key. */
    private static String caller() {
        Matcher id = Pattern.compile("\"user_id\":\"(key:[^\"]+)\"")
                .matcher(administration.get("/admin/ratelimit/users").body());
        assertThat(id.find()).isTrue();
        return id.group(1);
    }
}
