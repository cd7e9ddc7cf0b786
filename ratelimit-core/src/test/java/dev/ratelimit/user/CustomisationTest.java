package dev.ratelimit.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Fault;
import dev.ratelimit.rule.RulesException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is special about a user, as JSON says it. */
class CustomisationTest {

    private static final Limit STANDARD = Limit.perMinute(100);

    private static Customisation parse(String json) {
        try {
            return Customisation.parse("alice", new ObjectMapper().readTree(json), STANDARD);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    @Test
    void readsEveryField() {
        Customisation read =
                parse("{\"plan\": \"pro\", \"limits\": [\"120/1m\"], \"overrides\": {\"search\": [\"5/1m\"]},"
                        + " \"until\": \"2099-01-01T00:00:00Z\", \"note\": \"a friend\"}");
        assertThat(read.plan()).isEqualTo("pro");
        assertThat(read.limit()).isEqualTo(Limit.perMinute(120));
        assertThat(read.overrides().byRule().get("search").limits()).containsExactly(Limit.perMinute(5));
        assertThat(read.until()).isEqualTo(Instant.parse("2099-01-01T00:00:00Z"));
        assertThat(read.note()).isEqualTo("a friend");
    }

    @Test
    void whatIsLeftOutOrShownAsNothingIsNothing() {
        assertThat(parse("{}")).isEqualTo(Customisation.NONE);
        assertThat(
                        parse(
                                "{\"user_id\": \"alice\", \"custom\": false, \"plan\": null, \"limits\": [], \"overrides\": {},"
                                        + " \"until\": null, \"note\": \"\", \"created_at\": null, \"updated_at\": null, \"version\": 0}"))
                .isEqualTo(Customisation.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|''|is not a user",
                "{\"plam\": \"pro\"}|plam|did you mean \"plan\"?",
                "{\"user_id\": \"bob\"}|user_id|is not the id of its place, \"alice\"",
                "{\"user_id\": 1}|user_id|1 is not a text",
                "{\"plan\": \"a b\"}|plan|\"a b\" is not an id",
                "{\"plan\": 3}|plan|3 is not a text",
                "{\"limits\": {}}|limits|is not a list",
                "{\"limits\": [\"1/1s\", \"2/1m\"]}|limits|accepted is one",
                "{\"limits\": [{\"algorithm\": \"leaky\", \"capacity\": 1, \"leak_rate\": 1}]}|limits[0]|of algorithm token",
                "{\"limits\": [{\"algorithm\": \"token\", \"name\": \"x\", \"capacity\": 1, \"refill_rate\": 1}]}|limits[0]|name",
                "{\"limits\": [{\"algorithm\": \"token\", \"capacity\": 0, \"refill_rate\": 1}]}|limits[0].capacity|out of range",
                "{\"limits\": [\"1/7m\"]}|limits[0]|no number per second",
                "{\"overrides\": []}|overrides|is not an object",
                "{\"overrides\": {\"a\": [1]}}|overrides.a[0]|1 is not",
                "{\"until\": \"soon\"}|until|is not an instant",
                "{\"note\": false}|note|false is not a text",
            })
    void tellsWhereAFaultIs(String json, String field, String words) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOfSatisfying(
                        RulesException.class,
                        e -> assertThat(e.faults()).hasSize(1).allSatisfy(fault -> {
                            assertThat(fault.path()).isEqualTo(field);
                            assertThat(fault.message()).contains(words);
                        }));
    }

    @Test
    void tellsEveryFaultAtOnce() {
        String json = "{\"plan\": 1, \"note\": \"" + "n".repeat(1_001) + "\", \"until\": 5}";
        assertThatThrownBy(() -> parse(json))
                .isInstanceOfSatisfying(
                        RulesException.class,
                        e -> assertThat(e.faults().stream().map(Fault::path)).containsExactly("plan", "until", "note"));
    }
}
