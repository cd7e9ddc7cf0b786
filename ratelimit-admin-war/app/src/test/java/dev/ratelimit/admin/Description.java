package dev.ratelimit.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Holds an exchange against the description of the API: statuses, header lines, types and the shapes of bodies. */
final class Description {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Takes also what is wrong, and says so. */
    private static final String VALIDATE = "/ratelimit/rules/validate";

    /** The header lines of which the description tells whether they are there. */
    private static final Pattern TOLD = Pattern.compile(
            "ETag|Location|Retry-After|Allow|WWW-Authenticate|(X-)?RateLimit.*", Pattern.CASE_INSENSITIVE);

    private static final Set<String> BEFORE_RESOURCES = Set.of("400", "401", "403", "405", "429", "503");

    private static final Description SERVED = new Description();

    private final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getOpenApi30());
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();
    private final Operations operations;
    /** The answers to what is no operation: those that need none, and 404, which has the shape of the others. */
    private final ObjectNode unknown;

    private Description() {
        try {
            document = MAPPER.readTree(new OpenApiResource().openApi());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        operations = new Operations(document);
        ObjectNode shared = document.at("/components/responses").deepCopy();
        unknown = shared.retain(BEFORE_RESOURCES);
        unknown.set("404", document.at("/components/responses/406"));
    }

    /**
     * Fails where a test got what the description does not tell.
     *
     * @param body what was sent
     */
    static void check(HttpRequest request, String body, HttpResponse<String> response) {
        SERVED.hold(request, body, response);
    }

    /** Fails where a value is not what the description tells of it. */
    static void check(JsonNode schema, JsonNode value, String what) {
        SERVED.holdValue(schema, value, what);
    }

    private void hold(HttpRequest request, String body, HttpResponse<String> response) {
        String exchange = request.method() + " " + request.uri().getPath() + " " + body + " -> " + response.statusCode()
                + " " + response.body();
        Optional<JsonNode> operation = operations.find(request);
        if (isOfContainer(response) || (operation.isEmpty() && isFile(request, response))) {
            return;
        }
        JsonNode told = operation
                .map(known -> known.path("responses"))
                .orElse(unknown)
                .path(Integer.toString(response.statusCode()));
        if (told.isMissingNode()) {
            throw new AssertionError("a status that is not described: " + exchange);
        }
        holdAnswer(resolved(told), request.method(), response, exchange);
        boolean accepted =
                response.statusCode() < 300 && !request.uri().getPath().equals(VALIDATE);
        operation
                .filter(known -> accepted && !body.isEmpty() && known.has("requestBody"))
                .ifPresent(known -> holdBody(known.get("requestBody"), request.headers(), body, exchange));
    }

    /** A path that the container refuses never reaches the application, whose header lines are missing then. */
    private static boolean isOfContainer(HttpResponse<String> response) {
        return response.statusCode() == 400
                && response.headers().firstValue("X-Frame-Options").isEmpty();
    }

    private static boolean isFile(HttpRequest request, HttpResponse<String> response) {
        return response.statusCode() == 200 && Guard.isFile(request.uri().getPath());
    }

    private void holdAnswer(JsonNode told, String method, HttpResponse<String> response, String exchange) {
        holdHeaders(told.path("headers"), response.headers(), exchange);
        if (!response.body().isEmpty()) {
            holdBody(told, response.headers(), response.body(), exchange);
        } else if (told.has("content") && !method.equals("HEAD") && !isChallenge(response)) {
            throw new AssertionError("no body, which is described: " + exchange);
        }
    }

    /** The container's own login has no word to say. */
    private static boolean isChallenge(HttpResponse<String> response) {
        return response.headers()
                .firstValue("WWW-Authenticate")
                .filter(scheme -> !scheme.startsWith("Bearer"))
                .isPresent();
    }

    private void holdHeaders(JsonNode told, HttpHeaders headers, String exchange) {
        Set<String> others = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        others.addAll(headers.map().keySet());
        others.removeIf(name -> !TOLD.matcher(name).matches());
        told.forEachEntry((name, reference) -> {
            JsonNode header = resolved(reference);
            others.remove(name);
            if (header.path("required").asBoolean() && headers.firstValue(name).isEmpty()) {
                throw new AssertionError("no " + name + ", which is described: " + exchange);
            }
            boolean number = header.at("/schema/type").asText().equals("integer");
            headers.allValues(name)
                    .forEach(value -> holdValue(
                            header.path("schema"),
                            number ? json(value) : TextNode.valueOf(value),
                            name + ": " + exchange));
        });
        if (!others.isEmpty()) {
            throw new AssertionError("header lines that are not described, " + others + ": " + exchange);
        }
    }

    private void holdBody(JsonNode told, HttpHeaders headers, String body, String exchange) {
        String type =
                headers.firstValue("Content-Type").orElse("").split(";", 2)[0].strip();
        JsonNode media = told.path("content").path(type);
        if (media.isMissingNode()) {
            throw new AssertionError("a type that is not described, " + type + ": " + exchange);
        }
        if (type.endsWith("json")) {
            holdValue(media.path("schema"), json(body), exchange);
        }
    }

    private void holdValue(JsonNode schema, JsonNode value, String exchange) {
        List<Error> errors = schema(schema).validate(value);
        if (!errors.isEmpty()) {
            throw new AssertionError("not as described, " + errors + ": " + exchange);
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

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
