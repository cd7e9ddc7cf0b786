package dev.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryStringTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "key=a, a",
                "key=a&key=b, a",
                "x=1&key=a, a",
                "key=, ''",
                "key, ''",
                "&&key=a, a",
                "k%65y=a, a",
                "key=a%20b+c, a b c",
                "key=%C3%A4, ä",
                "key=a=b, a=b",
                "key=%zz, %zz",
                "key=%, %",
                "%=1&key=a, a",
                "monkey=a, null",
                "'', null",
                "null, null"
            })
    void readsTheFirstValueOfAParameter(String text, String value) {
        assertThat(new QueryString(text).first("key")).isEqualTo(value);
    }
}
