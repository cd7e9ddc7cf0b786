package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Values at the edges of what a schema tells: the last that are usable, and the first that are not.
 *
 * @param usable as described
 * @param refused by the description
 */
record Samples(List<JsonNode> usable, List<JsonNode> refused) {

    /** What a pattern accepts, and what it does not. */
    private static final Map<String, List<List<String>>> OF_PATTERNS = Map.of(
            ".+",
            List.of(List.of("a"), List.of()),
            Ids.PATTERN,
            List.of(List.of("a", "A-1._", "x".repeat(64)), List.of("no name", "x".repeat(65))),
            Versions.PATTERN,
            List.of(List.of("*", "\"1\"", quoted(18)), List.of("seven", "1", "W/\"1\"", "\"\"", quoted(19))),
            Shapes.DURATION,
            List.of(List.of("1ms", "2s", "3m", "4h", "5d", "PT1M30S"), List.of("1", "1w", "m", "P1D")),
            Shapes.STEP,
            List.of(List.of("1m", "7m", "4h", "5d"), List.of("1", "1ms", "90s", "0m", "m")),
            CheckRequest.PATH_PATTERN,
            List.of(List.of("/", "/search"), List.of("", "search", "/search?q=1")),
            CheckRequest.METHOD,
            List.of(List.of("GET", "X".repeat(100)), List.of("", "GE T", "X".repeat(101))));

    static Samples of(JsonNode schema) {
        Samples samples = new Samples(new ArrayList<>(), new ArrayList<>());
        samples.addNumbers(schema);
        samples.addLengths(schema);
        samples.addWords(schema);
        if (schema.has("pattern")) {
            samples.addOfPattern(schema.get("pattern").asText());
        }
        return samples;
    }

    private void addNumbers(JsonNode schema) {
        boolean exclusive = schema.path("exclusiveMinimum").asBoolean();
        if (schema.has("minimum")) {
            BigInteger least = schema.get("minimum").bigIntegerValue();
            (exclusive ? refused : usable).add(BigIntegerNode.valueOf(least));
            refused.add(BigIntegerNode.valueOf(least.subtract(BigInteger.ONE)));
        }
        if (schema.has("maximum")) {
            BigInteger most = schema.get("maximum").bigIntegerValue();
            usable.add(BigIntegerNode.valueOf(most));
            refused.add(BigIntegerNode.valueOf(most.add(BigInteger.ONE)));
        }
    }

    private void addLengths(JsonNode schema) {
        if (schema.has("minLength")) {
            usable.add(TextNode.valueOf("x".repeat(schema.get("minLength").asInt())));
            refused.add(TextNode.valueOf("x".repeat(schema.get("minLength").asInt() - 1)));
        }
        if (schema.has("maxLength")) {
            usable.add(TextNode.valueOf("x".repeat(schema.get("maxLength").asInt())));
            refused.add(TextNode.valueOf("x".repeat(schema.get("maxLength").asInt() + 1)));
        }
    }

    private void addWords(JsonNode schema) {
        schema.path("enum").forEach(usable::add);
        if (schema.has("enum")) {
            refused.add(TextNode.valueOf("other"));
        }
        if (schema.path("type").asText().equals("boolean")) {
            usable.addAll(List.of(BooleanNode.TRUE, BooleanNode.FALSE));
            refused.add(TextNode.valueOf("maybe"));
        }
        if (schema.path("format").asText().equals("date-time")) {
            usable.add(TextNode.valueOf("2099-01-01T00:00:00Z"));
            refused.add(TextNode.valueOf("soon"));
        }
    }

    private void addOfPattern(String pattern) {
        List<List<String>> texts = OF_PATTERNS.get(pattern);
        if (texts == null) {
            throw new AssertionError("no samples of " + pattern);
        }
        texts.get(0).forEach(text -> usable.add(TextNode.valueOf(text)));
        texts.get(1).forEach(text -> refused.add(TextNode.valueOf(text)));
    }

    private static String quoted(int digits) {
        return "\"" + "1".repeat(digits) + "\"";
    }
}
