package dev.ratelimit.node;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a node is told of on Redis: times in milliseconds since 1970. */
public final class NodeJson {

    /** The default pool hangs buffers on the threads, which keep them when we are undeployed. */
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build());

    private NodeJson() {}

    /** All but its id, and when it told, which the store adds as {@code seen_at}. */
    public static String write(Node node) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("host", node.host())
                .put("app", node.app())
                .put("version", node.version())
                .put("java", node.java())
                .put("started_at", node.startedAt().toEpochMilli())
                .put("rules_version", node.rulesVersion())
                .put("mode", node.mode())
                .put("store", node.store())
                .put("key_secret", node.keySecret())
                .toString();
    }

    /** What was told; null where somebody wrote something else. */
    public static @Nullable Node read(String id, String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            return new Node(
                    id,
                    json.path("host").asText(),
                    json.path("app").isTextual() ? json.path("app").asText() : null,
                    json.path("version").asText(),
                    json.path("java").asText(),
                    Instant.ofEpochMilli(json.path("started_at").asLong()),
                    Instant.ofEpochMilli(json.path("seen_at").asLong()),
                    json.path("rules_version").asLong(),
                    json.path("mode").asText(),
                    json.path("store").asText(),
                    json.path("key_secret").asText());
        } catch (JsonProcessingException | DateTimeException e) {
            return null;
        }
    }
}
