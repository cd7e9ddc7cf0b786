package dev.ratelimit.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistersTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 1_000, 20_000, 60_000, 1_000_000})
    void estimatesHowManyThereWere(int many) {
        Registers registers = new Registers();
        for (int i = 0; i < many; i++) {
            registers.add("user-" + i);
            registers.add("user-" + i / 2);
        }
        assertThat((double) registers.estimate()).isCloseTo(many, withPercentage(3));
    }

    @Test
    void saysWhatIsNewOnce() {
        Registers registers = new Registers();
        assertThat(registers.add("alice")).isTrue();
        assertThat(registers.add("alice")).isFalse();
    }

    @Test
    void tellsOfFewAmongMany() {
        Registers registers = new Registers();
        int told = 0;
        for (int i = 0; i < 1_000_000; i++) {
            told += registers.add("user-" + i) ? 1 : 0;
        }
        assertThat(told).isBetween(50_000, 70_000);
    }
}
