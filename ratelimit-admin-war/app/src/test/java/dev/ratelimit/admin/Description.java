package dev.ratelimit.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Holds an exchange against the description of the API: statuses, types and the shapes of bodies. */
final class Description {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Takes also what is wrong, and says so. */
    private static final String VALIDATE = "/ratelimit/rules/validate";

    private static final Description SERVED = new Description();

    private final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getOpenApi30());
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private Description() {
        try {
            document = MAPPER.readTree(new OpenApiResource().openApi());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fails where a test got what the description does not tell.
     *
     * @param body what was sent
     */
    static void check(HttpRequest request, String body, HttpResponse<String> response) {
        SERVED.hold(request, body, response);
    }

    private void hold(HttpRequest request, String body, HttpResponse<String> response) {
        JsonNode operation = operation(request);
        // What is no UTF-8 the container answers by itself, as each of them does.
        if (operation.isMissingNode() || request.uri().getPath().indexOf('\uFFFD') >= 0) {
            return;
        }
        String exchange = request.method() + " " + request.uri().getPath() + " " + body + " -> " + response.statusCode()
                + " " + response.body();
        JsonNode told = resolved(operation.path("responses").path(Integer.toString(response.statusCode())));
        if (told.isMissingNode()) {
            throw new AssertionError("a status that is not described: " + exchange);
        }
        if (!request.method().equals("HEAD") && !response.body().isEmpty()) {
            hold(told, type(response.headers().firstValue("Content-Type").orElse("")), response.body(), exchange);
        }
        boolean accepted =
                response.statusCode() < 300 && !request.uri().getPath().equals(VALIDATE);
        if (accepted && !body.isEmpty() && operation.has("requestBody")) {
            String type = type(request.headers().firstValue("Content-Type").orElse(""));
            hold(operation.path("requestBody"), type, body, exchange);
        }
    }

    private void hold(JsonNode told, String type, String body, String exchange) {
        JsonNode content = told.path("content");
        if (content.isMissingNode() && !type.endsWith("json")) {
            return;
        }
        JsonNode media = content.path(type);
        if (media.isMissingNode()) {
            throw new AssertionError("a type that is not described, " + type + ": " + exchange);
        }
        if (type.endsWith("json")) {
            List<Error> errors = schema(media.path("schema")).validate(json(body));
            if (!errors.isEmpty()) {
                throw new AssertionError("not as described, " + errors + ": " + exchange);
            }
        }
    }

    private Schema schema(JsonNode used) {
        return schemas.computeIfAbsent(used, same -> {
            ObjectNode whole = MAPPER.createObjectNode();
            whole.putArray("allOf").add(used);
            whole.set("components", document.path("components"));
            return registry.getSchema(whole);
        });
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private JsonNode operation(HttpRequest request) {
        URI uri = request.uri();
        String method =
                request.method().equals("HEAD") ? "get" : request.method().toLowerCase(Locale.ROOT);
        return StreamSupport.stream(document.path("paths").properties().spliterator(), false)
                .filter(path -> pattern(path.getKey()).matcher(uri.getRawPath()).matches())
                .min(Comparator.comparingLong(
                        path -> path.getKey().chars().filter(c -> c == '{').count()))
                .map(path -> path.getValue().path(method))
                .orElse(document.path("paths").path("none"));
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(
                template.replaceAll("[.]", "[.]").replace("{entry}", ".+").replaceAll("\\{[a-z_]+}", "[^/]+"));
    }

    private static String type(String header) {
        return header.split(";", 2)[0].strip();
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
