package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the description tells of parameters is what the server makes of them. */
class DescribedParametersTest {

    private static final String IF_MATCH = "header If-Match";

    /** Servers by the algorithm of rule default, on which it depends which parameters a user's own limit has. */
    private static final Map<String, AdminServer> SERVERS = new TreeMap<>();

    private static final Map<String, String> ALGORITHMS = Map.of(
            "query capacity", "leaky",
            "query leak_rate", "leaky",
            "query limit", "fixed_window",
            "query window", "fixed_window");

    /** So that the largest capacity is full in time. */
    private static final Map<String, String> FAST = Map.of(
            "query max_tokens", "query refill_rate",
            "query capacity", "query leak_rate");

    /** What there is at no place is not found, and no version is one that has changed since. */
    private static final Map<String, List<Integer>> REFUSALS =
            Map.of("path", List.of(400, 404), "query", List.of(400), "header", List.of(412));

    private static List<Call> calls;

    @BeforeAll
    static void start() {
        for (String algorithm : List.of("token", "leaky", "fixed_window")) {
            SERVERS.put(algorithm, AdminServer.start(Map.of("access", "open", "algorithm", algorithm)));
        }
        calls = Call.all(server("").get("/openapi.json").json());
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(AdminServer::close);
    }

    @Test
    void whatIsRequiredIsWhatIsMissed() {
        forEach((call, parameter) -> {
            if (!parameter.path("in").asText().equals("path")) {
                String name = Call.name(parameter);
                boolean missed = Set.of(400, 428)
                        .contains(call.without(name).send(server(name)).status());
                assertThat(parameter.path("required").asBoolean())
                        .as(call + " without " + name)
                        .isEqualTo(missed);
            }
        });
    }

    @Test
    void whereAVersionIsRequiredItIsSaid() {
        for (Call call : calls) {
            assertThat(call.told().path("responses").has("428"))
                    .as(call.toString())
                    .isEqualTo(call.values().containsKey(IF_MATCH));
        }
        assertThat(calls).anyMatch(call -> call.values().containsKey(IF_MATCH));
    }

    @Test
    void theEdgesAreUsable() {
        forEach((call, parameter) -> {
            String name = Call.name(parameter);
            for (JsonNode value : Samples.of(parameter.path("schema")).usable()) {
                assertThat(sent(call, name, value).status())
                        .as(call + " " + name + " " + value)
                        .isNotEqualTo(400);
            }
        });
    }

    @Test
    void whatIsBeyondIsRefused() {
        forEach((call, parameter) -> {
            String name = Call.name(parameter);
            for (JsonNode value : Samples.of(parameter.path("schema")).refused()) {
                if (!name.startsWith("path ") || !value.asText().isEmpty()) {
                    assertThat(sent(call, name, value).status())
                            .as(call + " " + name + " " + value)
                            .isIn(REFUSALS.get(parameter.path("in").asText()));
                }
            }
        });
    }

    /** Texts that page through something may be any. */
    @Test
    void everyOtherParameterHasBounds() {
        Set<String> any = Set.of("query cursor", "query prefix", "query after");
        forEach((call, parameter) -> assertThat(any.contains(Call.name(parameter)))
                .as(call + " " + parameter)
                .isEqualTo(Samples.of(parameter.path("schema")).usable().isEmpty()));
    }

    private static Answer sent(Call call, String name, JsonNode value) {
        Call whole = FAST.containsKey(name) ? call.with(FAST.get(name), Shapes.MOST) : call;
        return whole.with(name, value.asText()).send(server(name));
    }

    private static AdminServer server(String parameter) {
        return SERVERS.get(ALGORITHMS.getOrDefault(parameter, "token"));
    }

    private interface Check {
        void hold(Call call, JsonNode parameter);
    }

    private static void forEach(Check check) {
        calls.forEach(call -> call.told().path("parameters").forEach(parameter -> check.hold(call, parameter)));
    }
}
