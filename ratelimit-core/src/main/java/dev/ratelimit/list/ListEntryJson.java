package dev.ratelimit.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a list on Redis keeps an entry: reason, author, and times in Unix seconds. */
public final class ListEntryJson {

    /** The default pool hangs buffers on the threads, which keep them when we are undeployed. */
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build());

    private ListEntryJson() {}

    /** The JSON of an entry. */
    public static String write(ListEntry entry) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("reason", entry.reason())
                .put("author", entry.author())
                .put("created_at", entry.createdAt().getEpochSecond());
        Instant end = entry.expiresAt();
        return (end == null ? json : json.put("expires_at", end.getEpochSecond())).toString();
    }

    /**
     * Reads an entry.
     *
     * @throws IllegalStateException when somebody wrote something else
     */
    public static ListEntry read(Target target, String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (!json.isObject()) {
                throw new IllegalStateException("entry \"" + target.text() + "\" is no object");
            }
            return new ListEntry(
                    target,
                    json.path("reason").asText(),
                    json.path("author").asText(),
                    Instant.ofEpochSecond(json.path("created_at").asLong()),
                    end(target, json.get("expires_at")));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new IllegalStateException("entry \"" + target.text() + "\" is not the JSON of one", e);
        }
    }

    private static @Nullable Instant end(Target target, @Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return null;
        }
        if (!json.canConvertToExactIntegral() || !json.canConvertToLong()) {
            throw new IllegalStateException("entry \"" + target.text() + "\" has an end that is no number");
        }
        return Instant.ofEpochSecond(json.asLong());
    }
}
