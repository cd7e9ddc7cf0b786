package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A call of a described operation with every parameter that it requires, and no other unless given.
 *
 * @param told what the description tells of it
 * @param values of parameters, by place and name such as {@code query size}
 */
record Call(Routes.Route route, JsonNode told, Map<String, String> values) {

    private static final Map<String, String> USABLE = Map.of("path version", "1", "header If-Match", "*");

    static List<Call> all(JsonNode description) {
        return Routes.all().stream()
                .map(route -> of(
                        route,
                        description
                                .path("paths")
                                .path(route.path())
                                .path(route.method().toLowerCase(Locale.ROOT))))
                .toList();
    }

    private static Call of(Routes.Route route, JsonNode told) {
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode parameter : told.path("parameters")) {
            if (parameter.path("required").asBoolean()) {
                values.put(name(parameter), USABLE.getOrDefault(name(parameter), "seed"));
            }
        }
        return new Call(route, told, values);
    }

    static String name(JsonNode parameter) {
        return parameter.path("in").asText() + " " + parameter.path("name").asText();
    }

    Call with(String parameter, String value) {
        Map<String, String> others = new LinkedHashMap<>(values);
        others.put(parameter, value);
        return new Call(route, told, others);
    }

    Call without(String parameter) {
        Map<String, String> others = new LinkedHashMap<>(values);
        others.remove(parameter);
        return new Call(route, told, others);
    }

    /** The example of the body, with the id of the place if it has one; missing where there is none. */
    JsonNode example() {
        JsonNode example =
                told.at("/requestBody/content/application~1json/example").deepCopy();
        if (example.has("id") && values.containsKey("path id")) {
            ((ObjectNode) example).put("id", values.get("path id"));
        }
        return example;
    }

    Answer send(AdminServer server) {
        return send(server, example().isMissingNode() ? "" : example().toString());
    }

    Answer send(AdminServer server, String body) {
        List<String> headers = new ArrayList<>();
        if (told.has("requestBody")) {
            headers.addAll(List.of(ApiContract.JSON));
        }
        StringBuilder target = new StringBuilder(route.path());
        values.forEach((name, value) -> {
            String[] parts = name.split(" ", 2);
            String written = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            switch (parts[0]) {
                case "header" -> headers.addAll(List.of(parts[1], value));
                case "path" ->
                    target.replace(0, target.length(), target.toString().replace("{" + parts[1] + "}", written));
                default -> target.append(target.indexOf("?") < 0 ? "?" : "&").append(parts[1] + "=" + written);
            }
        });
        return server.send(route.method(), target.toString(), body, headers.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return route.method() + " " + route.path() + " " + values;
    }
}
