package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NodesInMemoryTest extends NodesContract {

    @Override
    Map<String, String> store() {
        return Map.of();
    }

    @Override
    String decidedBy() {
        return "memory";
    }

    @Test
    void itIsTheOnlyOne() {
        try (AdminServer other = AdminServer.start(Map.of("access", "open"))) {
            assertThat(nodes()).hasSize(1);
            assertThat(other.get("/ratelimit/nodes").json().at("/nodes/0/node")).isNotEqualTo(nodes().at("/0/node"));
        }
    }
}
