package dev.ratelimit.http;

import static dev.ratelimit.http.Verdicts.COUNTER;
import static dev.ratelimit.http.Verdicts.DAY;
import static dev.ratelimit.http.Verdicts.MONTH;
import static dev.ratelimit.http.Verdicts.NOW;
import static dev.ratelimit.http.Verdicts.TOKEN;
import static dev.ratelimit.http.Verdicts.allowed;
import static dev.ratelimit.http.Verdicts.denied;
import static dev.ratelimit.http.Verdicts.failed;
import static dev.ratelimit.http.Verdicts.full;
import static dev.ratelimit.http.Verdicts.neverFits;
import static dev.ratelimit.http.Verdicts.shadow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardHeadersTest {

    private static List<String> lines(Verdict verdict) {
        return lines(ResponseOptions.defaults(), verdict);
    }

    private static List<String> lines(ResponseOptions options, Verdict verdict) {
        return ResponseHeaders.standard(options).of(verdict).stream()
                .map(header -> header.name() + ": " + header.value())
                .toList();
    }

    @Test
    void showsOneLimitUnderTheRulesId() {
        assertThat(lines(Verdicts.of(allowed("search-free", TOKEN, 4))))
                .containsExactly(
                        "RateLimit-Policy: \"search-free\";q=20;w=4",
                        "RateLimit: \"search-free\";r=4;t=1",
                        "X-RateLimit-Limit: 20",
                        "X-RateLimit-Remaining: 4",
                        "X-RateLimit-Reset: 1000004",
                        "X-RateLimit-Algorithm: token bucket");
    }

    @Test
    void listsSeveralLimitsOfARuleByAlgorithmTheBindingOneFirst() {
        assertThat(lines(Verdicts.of(allowed("search", COUNTER, 900), allowed("search", TOKEN, 2))))
                .containsExactly(
                        "RateLimit-Policy: \"search.token\";q=20;w=4, \"search.sliding_window_counter\";q=1000;w=3600",
                        "RateLimit: \"search.token\";r=2;t=1, \"search.sliding_window_counter\";r=900;t=1",
                        "X-RateLimit-Limit: 20",
                        "X-RateLimit-Remaining: 2",
                        "X-RateLimit-Reset: 1000004",
                        "X-RateLimit-Algorithm: token bucket");
    }

    @Test
    void listsLimitsOfOneAlgorithmByName() {
        assertThat(lines(Verdicts.of(allowed("api", MONTH, 1), allowed("api", DAY, 100), allowed("api", TOKEN, 19)))
                        .get(1))
                .isEqualTo("RateLimit: \"api.month\";r=1;t=1, \"api.day\";r=100;t=1, \"api.token\";r=19;t=1");
    }

    @Test
    void namesEachRuleByItsOwnLimitsOnly() {
        assertThat(lines(Verdicts.of(allowed("a", TOKEN, 1), allowed("b", TOKEN, 2), allowed("c", MONTH, 20000)))
                        .get(1))
                .isEqualTo("RateLimit: \"a\";r=1;t=1, \"b\";r=2;t=1, \"c\";r=20000;t=1");
    }

    @Test
    void leavesTheTimeOutWhenTheBucketIsFull() {
        assertThat(lines(Verdicts.of(full("default", TOKEN))))
                .contains("RateLimit: \"default\";r=20", "X-RateLimit-Reset: 1000001");
    }

    @Test
    void waitsForTheLongestDenial() {
        assertThat(lines(Verdicts.of(denied("a", TOKEN, 1_200), allowed("c", COUNTER, 7), denied("b", DAY, 59_001))))
                .containsExactly(
                        "RateLimit-Policy: \"b\";q=5000;w=86400, \"a\";q=20;w=4, \"c\";q=1000;w=3600",
                        "RateLimit: \"b\";r=0;t=1, \"a\";r=0;t=1, \"c\";r=7;t=1",
                        "X-RateLimit-Limit: 5000",
                        "X-RateLimit-Remaining: 0",
                        "X-RateLimit-Reset: 1000005",
                        "X-RateLimit-Algorithm: fixed window",
                        "Retry-After: 60");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "999, 1", "1000, 1", "1001, 2", "60000, 60", "86400001, 86401"})
    void roundsRetryAfterUpToWholeSeconds(long millis, String seconds) {
        assertThat(lines(Verdicts.of(denied("a", TOKEN, millis)))).contains("Retry-After: " + seconds);
    }

    @Test
    void leavesRetryAfterOutWhenTheCostCanNeverFit() {
        assertThat(lines(Verdicts.of(neverFits("a", TOKEN), denied("b", DAY, 1_000))))
                .contains("RateLimit: \"a\";r=20, \"b\";r=0;t=1")
                .noneMatch(line -> line.startsWith("Retry-After"));
    }

    @Test
    void showsNoShadowDecision() {
        assertThat(lines(Verdicts.of(shadow("tryout", DAY), allowed("a", TOKEN, 3))))
                .contains("RateLimit-Policy: \"a\";q=20;w=4", "RateLimit: \"a\";r=3;t=1", "X-RateLimit-Limit: 20");
        assertThat(lines(Verdicts.of(shadow("tryout", DAY)))).isEmpty();
    }

    @Test
    void showsNoDecisionThatWasMadeBlindly() {
        assertThat(lines(Verdicts.of(failed(Source.FAIL_OPEN, "a", 0)))).isEmpty();
        assertThat(lines(Verdicts.of(failed(Source.FAIL_OPEN, "a", 0), allowed("b", TOKEN, 3))))
                .contains("RateLimit: \"b\";r=3;t=1", "X-RateLimit-Remaining: 3");
        assertThat(lines(Verdicts.of(failed(Source.FAIL_CLOSED, "a", 2_500)))).containsExactly("Retry-After: 3");
        assertThat(lines(Verdicts.of(failed(Source.FAIL_CLOSED, "a", Decision.NEVER))))
                .containsExactly("Retry-After: 1");
        assertThat(lines(Verdict.without(false, Source.FAIL_CLOSED, NOW))).containsExactly("Retry-After: 1");
    }

    @Test
    void saysNothingWhereNoBucketWasAsked() {
        for (Source source : List.of(Source.ALLOW_LIST, Source.NO_RULE)) {
            assertThat(lines(Verdict.without(true, source, NOW))).isEmpty();
        }
        assertThat(lines(Verdict.without(false, Source.DENY_LIST, NOW))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "999, 1", "1000, 1", "1001, 2", "60000, 60"})
    void roundsTheWindowUpToWholeSeconds(long millis, String seconds) {
        Limit limit = Limit.window(Algorithm.FIXED_WINDOW, 10, Duration.ofMillis(millis));
        assertThat(lines(Verdicts.of(allowed("a", limit, 3)))).contains("RateLimit-Policy: \"a\";q=10;w=" + seconds);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29T12:00:00Z, 82800", "2026-10-25T12:00:00Z, 90000", "2026-10-26T12:00:00Z, 86400"})
    void showsTheLengthOfThisWindowOfTheCalendar(Instant now, long seconds) {
        Limit limit = Limit.window(10, CalendarWindow.day(ZoneId.of("Europe/Berlin"), LocalTime.MIDNIGHT));
        Verdict verdict = Verdict.of(List.of(allowed("a", limit, 3)), now.toEpochMilli());
        assertThat(lines(verdict)).contains("RateLimit-Policy: \"a\";q=10;w=" + seconds);
    }

    @Test
    void keepsNumbersWithinWhatAStructuredFieldHolds() {
        Limit limit = Limit.window(Algorithm.FIXED_WINDOW, 1_000_000_000_000_000L, Duration.ofDays(1));
        assertThat(lines(Verdicts.of(full("a", limit))))
                .contains("RateLimit-Policy: \"a\";q=999999999999999;w=86400", "RateLimit: \"a\";r=999999999999999");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "plain | \"plain\"",
                "a b;c=1, d | \"a b;c=1, d\"",
                "say \"hi\" | \"say \\\"hi\\\"\"",
                "back\\slash | \"back\\\\slash\"",
                "café | \"caf%C3%A9\"",
                "~a\r\nSet-Cookie: x~ | \"a%0D%0ASet-Cookie: x\"",
                "~\u007f~ | \"%7F\"",
            })
    void writesAnyNameAsAString(String name, String item) {
        assertThat(StructuredItem.of(name)).hasToString(item);
    }

    @Test
    void sendsOnlyTheLinesThatAreSwitchedOn() {
        Verdict verdict = Verdicts.of(denied("a", TOKEN, 1_000));
        ResponseOptions options = ResponseOptions.defaults();
        assertThat(lines(options.withShown(ShownHeaders.IETF), verdict))
                .containsExactly("RateLimit-Policy: \"a\";q=20;w=4", "RateLimit: \"a\";r=0;t=1", "Retry-After: 1");
        assertThat(lines(options.withShown(ShownHeaders.X), verdict))
                .containsExactly(
                        "X-RateLimit-Limit: 20",
                        "X-RateLimit-Remaining: 0",
                        "X-RateLimit-Reset: 1000005",
                        "X-RateLimit-Algorithm: token bucket",
                        "Retry-After: 1");
        assertThat(lines(options.withShown(ShownHeaders.NONE), verdict)).isEmpty();
    }

    @Test
    void sendsLinesUnderOtherNames() {
        ResponseOptions options = ResponseOptions.defaults()
                .withName("X-RateLimit-Limit", "X-Quota-Limit")
                .withName("RateLimit", "Acme-RateLimit");
        assertThat(lines(options, Verdicts.of(allowed("a", TOKEN, 3))))
                .contains("X-Quota-Limit: 20", "X-RateLimit-Remaining: 3", "Acme-RateLimit: \"a\";r=3;t=1")
                .noneMatch(line -> line.startsWith("X-RateLimit-Limit") || line.startsWith("RateLimit:"));
        assertThat(ResponseHeaders.standard(options).names())
                .containsExactly(
                        "RateLimit-Policy",
                        "Acme-RateLimit",
                        "X-Quota-Limit",
                        "X-RateLimit-Remaining",
                        "X-RateLimit-Reset",
                        "X-RateLimit-Algorithm",
                        "Retry-After");
    }

    @Test
    void namesEveryLineThatItMaySend() {
        for (ShownHeaders shown : ShownHeaders.values()) {
            ResponseHeaders headers =
                    ResponseHeaders.standard(ResponseOptions.defaults().withShown(shown));
            assertThat(headers.of(Verdicts.of(denied("a", TOKEN, 1_000))))
                    .extracting(Header::name)
                    .containsExactlyElementsOf(headers.names());
        }
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        ResponseOptions options = ResponseOptions.defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withStatus(200))
                .withMessageContaining("status 200")
                .withMessageContaining("400 to 599");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withName("X-Rate-Limit", "X"))
                .withMessageContaining("\"X-Rate-Limit\"")
                .withMessageContaining("X-RateLimit-Limit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withName("RateLimit", "X Y\r\n"))
                .withMessageContaining("is not the name of a header");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShownHeaders.parse("some"))
                .withMessageContaining("one of all, ietf, x, none");
        assertThat(ShownHeaders.parse("IETF")).isEqualTo(ShownHeaders.IETF);
    }
}
