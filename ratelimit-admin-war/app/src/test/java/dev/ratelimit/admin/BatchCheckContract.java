package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many checks at once. */
abstract class BatchCheckContract extends ApiContract {

    private Answer batch(String body) {
        return post("/ratelimit/check/batch", body);
    }

    @Test
    void answersEachInOrderAndInTheShapeOfOneCheck() {
        JsonNode answers = batch("[{\"user_id\": \"a\", \"cost\": 4}, {\"user_id\": \"b\"}, {\"user_id\": \"a\"},"
                        + " {\"user_id\": \"a\"}, {\"user_id\": \"b\", \"cost\": 6}]")
                .json();
        assertThat(answers.findValuesAsText("user_id")).containsExactly("a", "b", "a", "a", "b");
        assertThat(answers.findValuesAsText("allowed"))
                .as("each with one of its bucket")
                .startsWith("true", "true", "true", "true")
                .endsWith("false", "false");
        assertThat(answers.at("/2/remaining").asInt()).isZero();
        assertThat(answers.at("/3/allowed").asBoolean()).isFalse();
        assertThat(answers.at("/3/retry_after").asInt()).isPositive();
        assertThat(answers.at("/4/retry_after").isNull()).isTrue();
        JsonNode alone = post("/ratelimit/check", "{\"user_id\": \"c\"}").json();
        assertThat(answers.get(0).fieldNames()).toIterable().containsExactlyElementsOf(alone::fieldNames);
    }

    @Test
    void aDeniedRequestIsStillAnAnswer() {
        Answer answer = batch("[{\"user_id\": \"a\", \"cost\": 6}]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Retry-After")).isEmpty();
    }

    @Test
    void takesAThousandAndNotOneMore() {
        String many = String.join(",", Collections.nCopies(1_000, "{\"user_id\": \"a\", \"cost\": 0}"));
        assertThat(batch("[" + many + "]").json()).hasSize(1_000);
        Answer refused = batch("[" + many + ",{\"user_id\": \"a\"}]");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asText()).contains("1001 requests", "at most 1000");
        assertThat(batch("[]").line()).isEqualTo("200 []");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"user_id\": \"b\", \"cost\": -1}|[1].cost|cost -1 is out of range",
                "{\"user_id\": \"b\", \"cost\": 1000000000000001}|[1].cost|out of range",
                "{\"cost\": 1}|[1].user_id|user_id is missing",
                "{\"user_id\": \" \"}|[1].user_id|user_id is missing",
                "{\"user_id\": \"\uFFFD\"}|[1].user_id|well-formed",
                "null|[1].user_id|user_id is missing",
            })
    void aFaultNamesItsPlaceAndNothingIsCharged(String second, String field, String words) {
        Answer refused = batch("[{\"user_id\": \"a\"}, " + second + ", {}]");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(refused.json().at("/errors/0/message").asText()).contains(words);
        assertThat(refused.json().at("/errors/1/field").asText()).isEqualTo("[2].user_id");
        assertThat(server.get("/users?user_id=a").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"user_id\": \"a\"}, {\"user_id\": \"b\", \"cost\": \"1\"}]|[1].cost",
                "[{\"user_id\": \"a\"}, {\"user_id\": \"b\", \"costs\": 1}]|no field \"[1].costs\"; did you mean \"cost\"?",
                "[{\"user_id\": \"a\"}, {\"user_id\": \"b\", \"cost\": }]|not JSON at line 1, column 45",
                "[{\"user_id\": \"a\"}, 3]|[1]",
                "{\"user_id\": \"a\"}|a list",
            })
    void aTextThatIsNoListOfRequestsIsRefused(String body, String words) {
        Answer refused = batch(body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asText()).contains(words);
        assertThat(server.get("/users?user_id=a").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void aBodyThatIsEmptyIsRefused(String body) {
        assertThat(batch(body).json().get("detail").asText()).contains("the body is empty");
    }
}
