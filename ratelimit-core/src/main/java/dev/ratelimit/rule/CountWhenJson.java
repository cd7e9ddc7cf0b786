package dev.ratelimit.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.StatusRange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code count_when}: {@code "2xx"}, {@code ["401", "403"]}, or {@code {"status": ["401"], "reserve":
 * false}}.
 */
final class CountWhenJson {

    private static final List<String> KNOWN = List.of("status", "reserve");

    private CountWhenJson() {}

    /** What a rule counts, or null when it is absent or something in it was reported. */
    static @Nullable CountWhen read(Node node) {
        boolean object = node.json().isObject();
        if (!node.present() || (object && !node.isObjectOf(KNOWN, "count_when"))) {
            return null;
        }
        List<StatusRange> statuses = statuses(object ? node.required("status", StatusRange.ACCEPTED) : node);
        boolean reserve = !object || node.field("reserve").flag(true);
        return statuses.isEmpty() ? null : new CountWhen(statuses, reserve);
    }

    private static List<StatusRange> statuses(Node node) {
        List<Node> entries = node.json().isArray() ? node.some(StatusRange.ACCEPTED) : List.of(node);
        return entries.stream()
                .map(CountWhenJson::status)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable StatusRange status(Node node) {
        if (!node.json().isNumber()) {
            return node.text(StatusRange.ACCEPTED, StatusRange::parse);
        }
        Long status = Numbers.whole(node, StatusRange.LEAST, StatusRange.MOST);
        return status == null ? null : StatusRange.of(status.intValue());
    }

    /** Writes it so that {@link #read} reads the same. */
    static JsonNode write(CountWhen countWhen) {
        ArrayNode statuses = JsonNodeFactory.instance.arrayNode();
        countWhen.statuses().forEach(status -> statuses.add(status.toString()));
        return countWhen.reserve()
                ? statuses
                : JsonNodeFactory.instance.objectNode().put("reserve", false).set("status", statuses);
    }
}
