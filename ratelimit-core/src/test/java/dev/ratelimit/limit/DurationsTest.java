package dev.ratelimit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "1ms, 1",
        "250ms, 250",
        "10s, 10000",
        "1m, 60000",
        "90m, 5400000",
        "1h, 3600000",
        "1d, 86400000",
        "0s, 0",
        "007s, 7000",
        "PT1M30S, 90000",
        "PT0.25S, 250",
        "PT24H, 86400000"
    })
    void readsWhatPeopleWrite(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "s",
                "1 s",
                "1S",
                "-1s",
                "+1s",
                "1.5s",
                "1w",
                "1month",
                "1e3s",
                "NaN",
                "Infinity",
                "PT",
                "PT1X",
                "P1D",
                "pt1m",
                "1s\n",
                "1234567890123ms",
                "\u0661s"
            })
    void refusesAnyOtherTextAndQuotesIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining(Durations.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({"1, 1ms", "999, 999ms", "1000, 1s", "60000, 1m", "90000, 90s", "3600000, 1h", "86400000, 1d", "0, 0ms"})
    void writesTheShortestTextThatReadsBack(long millis, String text) {
        assertThat(Durations.format(millis)).isEqualTo(text);
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void holdsTheLongestTextItAccepts() {
        assertThat(Durations.parse("999999999999d")).isEqualTo(Duration.ofDays(999_999_999_999L));
    }
}
