package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** How a node is set, as it is told. */
abstract class SettingsContract extends ApiContract {

    /** What is found where nothing else is wrong. */
    abstract List<String> usual();

    private static JsonNode settings(AdminServer server, String... headers) {
        Answer answer = server.get("/ratelimit/settings", headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    static List<String> findings(AdminServer server) {
        return settings(server).get("findings").findValuesAsText("code");
    }

    private static String setting(JsonNode answer, String name) {
        return StreamSupport.stream(answer.get("settings").spliterator(), false)
                .filter(setting -> setting.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    AdminServer another(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(store());
        all.put("access", "open");
        all.putAll(more);
        return AdminServer.start(all);
    }

    @Test
    void eachSettingIsToldWithItsOrigin() {
        JsonNode all = settings(server);
        assertThat(setting(all, "bucketCapacity"))
                .isEqualTo("{\"name\":\"bucketCapacity\",\"value\":\"5\",\"origin\":"
                        + "\"context-param ratelimit.bucketCapacity\",\"secret\":false}");
        assertThat(setting(all, "maxInFlight"))
                .isEqualTo("{\"name\":\"maxInFlight\",\"value\":\"512\",\"origin\":\"default\",\"secret\":false}");
        assertThat(setting(all, "trustedProxies"))
                .isEqualTo("{\"name\":\"trustedProxies\",\"value\":null,\"origin\":\"default\",\"secret\":false}");
    }

    @Test
    void noSecretIsShown() {
        String secret = "s3cret-s3cret-s3cret";
        Map<String, String> secrets = Map.of("adminToken", secret + "A", "keySecret", secret + "K");
        try (AdminServer guarded = another(secrets)) {
            JsonNode all = settings(guarded, "Authorization", "Bearer " + secret + "A");
            assertThat(all.toString()).doesNotContain("s3cret");
            assertThat(setting(all, "keySecret"))
                    .isEqualTo("{\"name\":\"keySecret\",\"value\":\"set\",\"origin\":"
                            + "\"context-param ratelimit.keySecret\",\"secret\":true}");
            assertThat(setting(all, "readToken"))
                    .isEqualTo("{\"name\":\"readToken\",\"value\":null,\"origin\":\"default\",\"secret\":true}");
            assertThat(all.get("findings").findValuesAsText("code")).doesNotContain("open-access", "no-key-secret");
        }
    }

    @Test
    void whatIsBetterSeenToIsFound() {
        assertThat(findings(server)).containsExactlyElementsOf(usual());
        put("/ratelimit/mode", "{\"mode\": \"off\"}");
        assertThat(findings(server)).contains("not-enforced");
        try (AdminServer silent = another(Map.of("analytics", "false"))) {
            assertThat(findings(silent)).contains("no-analytics");
        }
    }
}
