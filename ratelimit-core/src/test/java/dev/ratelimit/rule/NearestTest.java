package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.limit.FailurePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {

    private static final List<String> KNOWN =
            List.of("capacity", "refill_rate", "limit", "window", "burst", "all", "any");

    @ParameterizedTest
    @CsvSource({
        "capcity, capacity",
        "capacityy, capacity",
        "refillRate, refill_rate",
        "REFILL_RATE, refill_rate",
        "limits, limit",
        "widnow, window",
        "al, all",
        "an, any",
        "brust, burst",
        "nay, any",
        "cap, capacity",
        "Refill, refill_rate",
        "windows_of_time, window",
    })
    void findsTheWordThatWasMeant(String word, String meant) {
        assertThat(Nearest.of(word, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"speed", "", "x", "plan"})
    void findsNothingWhereNothingIsNear(String word) {
        assertThat(Nearest.of(word, KNOWN)).isEmpty();
    }

    @Test
    void looksAtNoWordLongerThanAnyKnownOne() {
        assertThat(Nearest.of("capacity".repeat(1_000_000), KNOWN)).isEmpty();
    }

    @Test
    void hintsAtTheNearestWordOnlyWhenThereIsOne() {
        assertThat(Nearest.hint("brust", KNOWN)).isEqualTo("; did you mean \"burst\"?");
        assertThat(Nearest.hint("speed", KNOWN)).isEmpty();
    }

    @Test
    void readsAWordAsAConstant() {
        assertThat(Choice.parse(FailurePolicy.class, "Deny")).isEqualTo(FailurePolicy.DENY);
        assertThatThrownBy(() -> Choice.parse(FailurePolicy.class, "loca"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"loca\" is unknown; did you mean \"local\"?; accepted are allow, deny, local");
    }
}
