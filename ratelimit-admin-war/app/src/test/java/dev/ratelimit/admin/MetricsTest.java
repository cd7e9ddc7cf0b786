package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

    private final AdminServer server =
            AdminServer.start(Map.of("access", "open", "bucketCapacity", "1", "rate", "0.001"));

    @AfterEach
    void stop() {
        server.close();
    }

    private static MediaType type(Answer answer) {
        return MediaType.valueOf(answer.header("Content-Type"));
    }

    @Test
    void tellWhatWasDecidedAndNotAboutWhom() {
        server.get("/check?user_id=alice");
        server.get("/check?user_id=alice");
        server.send("PUT", "/ratelimit/denylist/mallory", "{}", "Content-Type", "application/json");
        server.get("/check?user_id=mallory");
        Answer answer = server.get("/metrics");
        assertThat(type(answer)).isEqualTo(MediaType.valueOf("text/plain;version=0.0.4;charset=utf-8"));
        assertThat(answer.body().lines())
                .contains(
                        "ratelimit_decisions_total{outcome=\"allowed\",rule=\"default\",source=\"memory\"} 1.0",
                        "ratelimit_decisions_total{outcome=\"denied\",rule=\"default\",source=\"memory\"} 1.0",
                        "ratelimit_decisions_total{outcome=\"denied\",rule=\"none\",source=\"deny-list\"} 1.0",
                        "ratelimit_near_limit_total{rule=\"default\"} 1.0",
                        "ratelimit_decision_duration_seconds_count 3",
                        "ratelimit_store_lost 0.0")
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
        assertThat(answer.body()).doesNotContain("alice", "mallory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
                "text/html,application/openmetrics-text;q=0.1"
            })
    void areOpenMetricsWhereThatIsPreferred(String accept) {
        Answer answer = server.get("/metrics", "Accept", accept);
        assertThat(type(answer))
                .isEqualTo(MediaType.valueOf("application/openmetrics-text;version=1.0.0;charset=utf-8"));
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "*/*",
                "text/html",
                "application/*",
                "application/json",
                "text/plain,application/openmetrics-text;q=0.5",
                "application/openmetrics-text;q=0"
            })
    void areTextOtherwise(String accept) {
        Answer answer = server.get("/metrics", "Accept", accept);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        assertThat(answer.body()).doesNotContain("# EOF");
    }
}
