package dev.ratelimit.http;

import static dev.ratelimit.http.Verdicts.COUNTER;
import static dev.ratelimit.http.Verdicts.DAY;
import static dev.ratelimit.http.Verdicts.NOW;
import static dev.ratelimit.http.Verdicts.TOKEN;
import static dev.ratelimit.http.Verdicts.allowed;
import static dev.ratelimit.http.Verdicts.denied;
import static dev.ratelimit.http.Verdicts.failed;
import static dev.ratelimit.http.Verdicts.neverFits;
import static dev.ratelimit.http.Verdicts.shadow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    private static final String TYPES = "https://iana.org/assignments/http-problem-types#";
    private static final Verdict OVER = Verdicts.of(denied("search", TOKEN, 4_100));

    private static Refusals refusals(ResponseOptions options) {
        return new Refusals(ResponseHeaders.standard(options), options);
    }

    private static Refusal refuse(Verdict verdict) {
        return refusals(ResponseOptions.defaults()).of(verdict, null);
    }

    private static Map<String, Object> json(Refusal refusal) throws JsonProcessingException {
        assertThat(refusal.contentType()).isEqualTo("application/problem+json");
        return new ObjectMapper().readValue(refusal.body(), new TypeReference<>() {});
    }

    @Test
    void answersARequestOverItsLimitWith429() throws JsonProcessingException {
        Refusal refusal = refuse(OVER);
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(json(refusal))
                .isEqualTo(Map.of(
                        "type",
                        TYPES + "quota-exceeded",
                        "title",
                        "Request cannot be satisfied as assigned quota has been exceeded",
                        "status",
                        429,
                        "detail",
                        "Limit \"search\" is used up; try again in 5 seconds.",
                        "violated-policies",
                        List.of("search")));
        assertThat(refusal.headers()).contains(new Header("Retry-After", "5"));
        assertThat(refusal.headers())
                .isEqualTo(ResponseHeaders.standard(ResponseOptions.defaults()).of(OVER));
    }

    @Test
    void namesEveryViolatedPolicyAndNoOther() throws JsonProcessingException {
        Verdict verdict = Verdicts.of(
                shadow("tryout", DAY),
                denied("a", TOKEN, 1_000),
                allowed("c", COUNTER, 3),
                denied("b", DAY, 2_000),
                denied("b", COUNTER, 1_500));
        assertThat(json(refuse(verdict)).get("violated-policies"))
                .isEqualTo(List.of("b.fixed_window", "b.sliding_window_counter", "a"));
    }

    @Test
    void speaksOfOneSecondInTheSingular() throws JsonProcessingException {
        assertThat(json(refuse(Verdicts.of(denied("a", TOKEN, 1)))).get("detail"))
                .isEqualTo("Limit \"a\" is used up; try again in 1 second.");
    }

    @Test
    void tellsThatACostCanNeverFit() throws JsonProcessingException {
        Refusal refusal = refuse(Verdicts.of(neverFits("bulk", TOKEN)));
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(json(refusal).get("detail"))
                .isEqualTo("The request costs more than limit \"bulk\" ever holds (20); waiting does not help.");
        assertThat(refusal.headers()).extracting(Header::name).doesNotContain("Retry-After");
    }

    @Test
    void answersACallerOnTheDenyListWith403() throws JsonProcessingException {
        Refusal refusal = refuse(Verdict.without(false, Source.DENY_LIST, NOW));
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.headers()).isEmpty();
        assertThat(json(refusal))
                .isEqualTo(Map.of(
                        "type", "about:blank",
                        "title", "Forbidden",
                        "status", 403,
                        "detail", "Requests from this caller are refused."));
    }

    @Test
    void answersARequestWithoutADemandedKeyWith403() throws JsonProcessingException {
        Refusal refusal = refuse(Verdict.without(false, Source.NO_RULE, NOW));
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(json(refusal).get("detail")).isEqualTo("The request does not tell who is calling.");
    }

    @Test
    void answersWith503WhenTheStoreIsLostAndTheRuleFailsClosed() throws JsonProcessingException {
        Refusal refusal = refuse(Verdicts.of(failed(Source.FAIL_CLOSED, "login", 1_000)));
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.headers()).containsExactly(new Header("Retry-After", "1"));
        assertThat(json(refusal))
                .isEqualTo(Map.of(
                        "type",
                        TYPES + "temporary-reduced-capacity",
                        "title",
                        "Request cannot be satisfied due to temporary server capacity constraints",
                        "status",
                        503,
                        "detail",
                        "Requests cannot be counted at the moment; try again soon.",
                        "violated-policies",
                        List.of("login")));
    }

    @Test
    void answersInPlainTextWhenAskedTo() {
        Refusals refusals = refusals(ResponseOptions.defaults());
        Refusal over = refusals.of(OVER, "text/plain");
        assertThat(over.status()).isEqualTo(429);
        assertThat(over.contentType()).isEqualTo("text/plain;charset=utf-8");
        assertThat(over.body()).isEqualTo("rate limit exceeded");
        assertThat(over.headers()).isEqualTo(refuse(OVER).headers());
        Verdict closed = Verdict.without(false, Source.FAIL_CLOSED, NOW);
        assertThat(refusals.of(closed, "text/plain").body()).isEqualTo("service temporarily unavailable");
        Verdict listed = Verdict.without(false, Source.DENY_LIST, NOW);
        assertThat(refusals.of(listed, "text/plain").body()).isEqualTo("forbidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | false",
                "'' | false",
                "*/* | false",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | false",
                "application/json | false",
                "application/json, text/plain, */* | false",
                "text/plain, application/problem+json;q=0.1 | false",
                "text/plain, application/*;q=0.1 | false",
                "text/plain;q=0 | false",
                "text/plain; q=0.000 | false",
                "text/plaintext | false",
                "text/plain | true",
                "TEXT/PLAIN;charset=utf-8 | true",
                "text/* | true",
                "text/html, text/plain;q=0.5 | true",
                "text/plain, */*;q=0.1 | true",
                "text/plain;q=0.01 | true",
                "text/plain, application/json;q=0 | true",
                "text/plain, application/xml | true",
                ",;,text/plain,; | true",
            })
    void prefersJsonUnlessOnlyPlainTextIsAskedFor(String accept, boolean plain) {
        Refusal refusal = refusals(ResponseOptions.defaults()).of(OVER, accept);
        assertThat(refusal.contentType()).isEqualTo(plain ? "text/plain;charset=utf-8" : "application/problem+json");
    }

    @Test
    void saysWhatTheOptionsSay() throws JsonProcessingException {
        Refusals refusals = refusals(ResponseOptions.defaults().withStatus(420).withText("Enhance your \"calm\"\n"));
        assertThat(refusals.of(OVER, "text/plain").body()).isEqualTo("Enhance your \"calm\"\n");
        assertThat(refusals.of(OVER, null).status()).isEqualTo(420);
        assertThat(json(refusals.of(OVER, null)))
                .containsEntry("status", 420)
                .containsEntry("detail", "Enhance your \"calm\"\n");
        assertThat(refusals.of(Verdict.without(false, Source.DENY_LIST, NOW), null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void writesTheMembersInTheOrderPeopleRead() throws JsonProcessingException {
        JsonNode body = new ObjectMapper().readTree(refuse(OVER).body());
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactly("type", "title", "status", "detail", "violated-policies");
    }

    @Test
    void refusesToRefuseWhatIsAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> refuse(Verdicts.of(allowed("a", TOKEN, 1))))
                .withMessageContaining("nothing to refuse");
    }
}
