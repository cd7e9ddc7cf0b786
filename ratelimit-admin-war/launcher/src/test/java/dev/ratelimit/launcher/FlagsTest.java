package dev.ratelimit.launcher;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--admin-tokn=s3cret | --admin-tokn is not a flag; accepted are --port, --bind",
                "--admin-tokn s3cret | --admin-tokn is not a flag; accepted are --port, --bind",
                "--admin-token other s3cret | an argument that does not begin with -- is not a flag; accepted are --port",
                "-admin-token=s3cret | an argument that does not begin with -- is not a flag; accepted are --port",
            })
    void showsNothingOfWhatMayBeASecret(String flags, String message) {
        assertThatThrownBy(() -> Flags.parse(flags.split(" ", -1)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("s3cret");
    }
}
