package dev.ratelimit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountWhenTest {

    @ParameterizedTest
    @CsvSource({
        "401, 400, false",
        "401, 401, true",
        "401, 402, false",
        "4xx, 399, false",
        "4xx, 400, true",
        "4xx, 499, true",
        "4xx, 500, false",
        "1XX, 100, true",
        "5xx, 599, true",
    })
    void countsTheStatusesThatAreNamedAndNoOthers(String statuses, int status, boolean counts) {
        assertThat(CountWhen.of(statuses).counts(status)).isEqualTo(counts);
        assertThat(CountWhen.of("200", statuses).counts(status)).isEqualTo(counts);
    }

    @Test
    void takesTheUnitsBeforehandUnlessToldOtherwise() {
        CountWhen failures = CountWhen.of("401", "403");

        assertThat(failures.reserve()).isTrue();
        assertThat(failures.afterwards()).isEqualTo(new CountWhen(failures.statuses(), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "99", "600", "0401", "4", "4x", "xx", "0xx", "6xx", "4xxx", "401 ", "-401", "٤٠١", "ok"})
    void whatIsNeitherAStatusNorAClassIsNamed(String text) {
        assertThatThrownBy(() -> CountWhen.of("401", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is neither a status nor a class of them;"
                        + " accepted are statuses from 100 to 599 such as 401, and classes from 1xx to 5xx");
    }

    @Test
    void refusesToCountNothing() {
        assertThatThrownBy(CountWhen::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count_when has no status;"
                        + " accepted are statuses from 100 to 599 such as 401, and classes from 1xx to 5xx");
        assertThatThrownBy(() -> new CountWhen(List.of(), false)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"99,99", "600,600", "401,403", "400,498", "401,499", "400,599", "403,401", "0,99", "600,699"})
    void aRangeIsOneStatusOrAClass(int first, int last) {
        assertThatThrownBy(() -> new StatusRange(first, last))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the statuses " + first + " to " + last + " are neither one nor a class; accepted are");
    }
}
