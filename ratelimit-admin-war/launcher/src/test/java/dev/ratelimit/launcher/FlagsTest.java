package dev.ratelimit.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {

    private static final Environment NOTHING = new Environment(Map.of(), Map.of());

    private static Environment variables(String... namesAndValues) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Environment(Map.of(), variables);
    }

    @Test
    void takesItsOwnFlagsFromTheEnvironmentToo() {
        Flags flags = Flags.parse(variables(
                "RATELIMIT_PORT",
                "9000",
                "RATELIMIT_BIND",
                "127.0.0.2",
                "RATELIMIT_INSECURE",
                "true",
                "RATELIMIT_CHECK_RULES",
                "rules.json"));
        assertThat(flags.port).isEqualTo(9000);
        assertThat(flags.bind.getHostAddress()).isEqualTo("127.0.0.2");
        assertThat(flags.insecure).isTrue();
        assertThat(flags.checkRules).isEqualTo("rules.json");
        assertThat(flags.settings).isEmpty();
    }

    @Test
    void takesWhatTheCommandLineSaysBeforeTheEnvironment() {
        Environment environment = variables("RATELIMIT_PORT", "9000", "RATELIMIT_CHECK_RULES", "rules.json");
        Flags flags = Flags.parse(environment, "--port", "9001", "--check-rules", "others.json");
        assertThat(flags.port).isEqualTo(9001);
        assertThat(flags.checkRules).isEqualTo("others.json");
    }

    @Test
    void takesABlankVariableAsNotGiven() {
        Flags flags = Flags.parse(variables("RATELIMIT_PORT", "", "RATELIMIT_BIND", " ", "RATELIMIT_CHECK_RULES", ""));
        assertThat(flags.port).isEqualTo(8080);
        assertThat(flags.bind.getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(flags.checkRules).isNull();
    }

    @Test
    void helpsWhateverTheEnvironmentHolds() {
        assertThat(Flags.parse(variables("RATELIMIT_PORT", "abc"), "--help").help)
                .isTrue();
        assertThatThrownBy(() -> Flags.parse(variables("RATELIMIT_PORT", "abc")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--port");
    }

    @Test
    void findsATokenWhereverItIsGiven() {
        assertThat(Flags.parse(NOTHING, "--admin-token", "a").has("adminToken")).isTrue();
        assertThat(Flags.parse(variables("RATELIMIT_ADMIN_TOKEN", "a")).has("adminToken"))
                .isTrue();
        Environment properties = new Environment(Map.of("ratelimit.adminToken", "a"), Map.of());
        assertThat(Flags.parse(properties, "--admin-token", "").has("adminToken"))
                .isTrue();
    }

    @Test
    void takesABlankTokenAsNotGiven() {
        assertThat(Flags.parse(NOTHING).has("adminToken")).isFalse();
        assertThat(Flags.parse(NOTHING, "--admin-token", " ").has("adminToken")).isFalse();
        assertThat(Flags.parse(variables("RATELIMIT_ADMIN_TOKEN", "")).has("adminToken"))
                .isFalse();
        Environment properties = new Environment(Map.of("ratelimit.adminToken", " "), Map.of());
        assertThat(Flags.parse(properties, "--admin-token=").has("adminToken")).isFalse();
    }

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
        assertThatThrownBy(() -> Flags.parse(NOTHING, flags.split(" ", -1)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("s3cret");
    }
}
