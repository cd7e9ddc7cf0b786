package dev.ratelimit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTextTest {

    @ParameterizedTest
    @CsvSource({
        "100/1m, 100, 100, 60000",
        "100/m, 100, 100, 60000",
        "' 100 / 1m ', 100, 100, 60000",
        "1/s, 1, 1, 1000",
        "5/ms, 5, 5, 1",
        "1000/1d, 1000, 1000, 86400000",
        "3/90s, 3, 3, 90000",
        "0.1/s, 1, 1, 10000",
        "1.5/s, 2, 3, 2000",
        "10/s burst 50, 50, 10, 1000",
        "10/s burst 5, 5, 10, 1000",
        "0.5/h   burst 3, 3, 1, 7200000",
        "1/400d, 1, 1, 34560000000"
    })
    void isATokenBucket(String text, long capacity, long permits, long periodMillis) {
        Limit expected = Limit.bucket(Algorithm.TOKEN, capacity, permits, Duration.ofMillis(periodMillis));
        assertThat(Limit.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100",
                "/1m",
                "100/",
                "100/1",
                "100/1w",
                "NaN/s",
                "Infinity/s",
                "-1/s",
                "+1/s",
                "1e3/s",
                "0x10/s",
                "100 per 1m",
                "10/s burst",
                "10/s burst x",
                "10/sburst 5",
                "10/s burst -5",
                "1,5/s",
                ".5/s",
                "1./s",
                "12345678901234567/s",
                "0.1234567890/s",
                "10/s burst 12345678901234567",
                "1/1234567890123s",
                "\u0661/s",
                "100/1m;drop"
            })
    void refusesAnyOtherTextAndShowsTheForms(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("100/1m, 0.1/s or 10/s burst 50");
    }

    @ParameterizedTest
    @CsvSource({
        "0/s, above 0",
        "1/0s, period in ms 0",
        "0.0/1m, above 0",
        "10/s burst 0, capacity 0 is out of range",
        "9999999999999999/s, rate 9999999999999999 is out of range",
        "1/401d, PT9624H is too long; accepted are 1 ms to 400 days",
        "1/999999999999d, is too long; accepted are 1 ms to 400 days",
        "1234567890123456.123456789/s, 1234567890123456.123456789",
        "0.000000001/s, period in ms 1000000000000 is out of range",
        "999999999999999/1d, must be at most 2251799813685248",
        "999999999999999.123456789/s, has too many digits",
        "1/1d burst 401, takes more than 400 days to fill"
    })
    void namesTheTextTheValueAndTheBound(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.parse(text))
                .withMessageStartingWith("limit \"" + text + "\": ")
                .withMessageContaining(why);
    }
}
