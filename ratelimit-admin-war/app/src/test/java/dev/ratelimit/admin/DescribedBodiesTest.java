package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the description demands of bodies is what the server demands: of each example, one field is changed at a time. */
class DescribedBodiesTest {

    /** Fields of these depend on one another; {@code docs/rules.md} tells how. */
    private static final Set<String> TOGETHER = Set.of("Limit", "Condition", "Time");

    /** What answers have, and what nobody reads in a body. */
    private static final Set<String> UNREAD = Set.of("Rule origin", "Customisation custom", "Customisation ended");

    private AdminServer server;
    private JsonNode description;
    private List<Call> calls;

    @BeforeEach
    void start() {
        server = AdminServer.start(Map.of("access", "open"));
        description = server.get("/openapi.json").json();
        calls = Call.all(description).stream()
                .filter(call -> call.told().has("requestBody"))
                .toList();
        calls.stream()
                .filter(call -> call.route().path().equals("/ratelimit/rules/{id}"))
                .forEach(call -> server.post("/ratelimit/rules", call.example().toString(), ApiContract.JSON));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBodyIsRequiredWhereAnEmptyOneIsRefused() {
        for (Call call : calls) {
            assertThat(call.told().at("/requestBody/required").asBoolean())
                    .as(call.toString())
                    .isEqualTo(call.send(server, "").status() == 400);
        }
    }

    @Test
    void everyExampleIsAccepted() {
        for (Call call : calls) {
            assertThat(refused(call, call.example())).as(call.toString()).isFalse();
        }
    }

    @Test
    void listsAreAsLongAsDescribed() {
        for (Call call : calls) {
            JsonNode most = call.told().at("/requestBody/content/application~1json/schema/maxItems");
            if (!most.isMissingNode()) {
                assertThat(refused(call, times(call.example().get(0), most.asInt())))
                        .isFalse();
                assertThat(refused(call, times(call.example().get(0), most.asInt() + 1)))
                        .isTrue();
            }
        }
    }

    private static ArrayNode times(JsonNode entry, int times) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (int i = 0; i < times; i++) {
            list.add(entry);
        }
        return list;
    }

    @Test
    void requiredFieldsAreThoseThatAreMissed() {
        forEachField(field -> {
            if (field.given()) {
                boolean missed = refused(field.call(), field.without());
                assertThat(missed || !field.required()).as(field + " left out").isTrue();
                assertThat(missed && !field.required() && field.apart())
                        .as(field + " left out")
                        .isFalse();
            }
        });
    }

    @Test
    void nullIsRefusedUnlessDescribed() {
        forEachField(field -> {
            if (!field.unread()) {
                assertThat(refused(field.call(), field.with(Json.MAPPER.nullNode())))
                        .as(field + " null")
                        .isEqualTo(!field.schema().path("nullable").asBoolean());
            }
        });
    }

    @Test
    void theEdgesAreAcceptedAndNothingBeyond() {
        forEachField(field -> {
            Samples samples = Samples.of(field.schema());
            if (field.apart()) {
                usable(field, samples)
                        .forEach(value -> assertThat(refused(field.call(), field.with(value)))
                                .as(field + " " + value)
                                .isFalse());
            }
            if (!field.unread()) {
                samples.refused()
                        .forEach(value -> assertThat(refused(field.call(), field.with(value)))
                                .as(field + " " + value)
                                .isTrue());
            }
        });
    }

    /** An id in a body may have to be that of the place. */
    private static List<JsonNode> usable(Field field, Samples samples) {
        return field.call().values().containsKey("path " + field.name()) ? List.of() : samples.usable();
    }

    private boolean refused(Call call, JsonNode body) {
        Answer answer = call.send(server, body.toString());
        return answer.status() == 400
                || (answer.status() == 200
                        && answer.json().path("valid").toString().equals("false"));
    }

    /** A field of an object of a shape in a body, at {@code place}. */
    private record Field(Call call, String place, Shape shape, String name) {

        JsonNode schema() {
            return shape.told().path("properties").path(name);
        }

        boolean required() {
            return shape.required().contains(name);
        }

        /** Whether it is usable whatever other fields say. */
        boolean apart() {
            return !TOGETHER.contains(shape.name());
        }

        boolean unread() {
            return UNREAD.contains(shape.name() + " " + name);
        }

        boolean given() {
            return call.example().at(place).has(name);
        }

        JsonNode without() {
            JsonNode body = call.example().deepCopy();
            ((ObjectNode) body.at(place)).remove(name);
            return body;
        }

        JsonNode with(JsonNode value) {
            JsonNode body = call.example().deepCopy();
            ((ObjectNode) body.at(place)).set(name, value);
            return body;
        }

        @Override
        public String toString() {
            return call + " " + place + "/" + name;
        }
    }

    private interface Check {
        void hold(Field field);
    }

    private void forEachField(Check check) {
        List<Field> fields = new ArrayList<>();
        calls.forEach(call -> collect(
                call, "", call.told().at("/requestBody/content/application~1json/schema"), call.example(), fields));
        assertThat(fields).anyMatch(field -> field.place().equals("/rules/0/limits/0"));
        fields.forEach(check::hold);
    }

    private void collect(Call call, String place, JsonNode schema, JsonNode value, List<Field> fields) {
        if (value.isArray()) {
            collect(call, place + "/0", schema.path("items"), value.path(0), fields);
        } else if (value.isObject()) {
            Shape shape = shape(schema, "", new TreeSet<>());
            shape.told().path("properties").forEachEntry((name, told) -> {
                fields.add(new Field(call, place, shape, name));
                collect(call, place + "/" + name, told, value.path(name), fields);
            });
        }
    }

    private record Shape(String name, JsonNode told, Set<String> required) {}

    /** What is told of an object, wherever that is; what is required may be told at several places. */
    private Shape shape(JsonNode schema, String name, Set<String> required) {
        schema.path("required").forEach(field -> required.add(field.asText()));
        if (schema.has("$ref")) {
            String place = schema.get("$ref").asText().substring(1);
            return shape(description.at(place), Examples.shape(schema), required);
        }
        return Stream.of("allOf", "anyOf")
                .flatMap(word -> StreamSupport.stream(schema.path(word).spliterator(), false))
                .filter(one -> one.has("$ref"))
                .findFirst()
                .map(one -> shape(one, name, required))
                .orElse(new Shape(name, schema, required));
    }
}
