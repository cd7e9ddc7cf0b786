package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 80              | --prot is not a flag; accepted are --port, --redis-addr, --rules, --store, --help",
                "--prot=80              | --prot is not a flag; accepted are --port, --redis-addr, --rules, --store, --help",
                "serve                  | an argument that does not begin with -- is not a flag; accepted are --port, --redis-addr, --rules, --store, --help",
                "--port                 | --port has no value; accepted are 0 to 65535, 0 for any free port",
                "--port abc             | --port abc cannot be used; accepted are 0 to 65535, 0 for any free port",
                "--port -1              | --port -1 cannot be used; accepted are 0 to 65535, 0 for any free port",
                "--port 65536           | --port 65536 cannot be used; accepted are 0 to 65535, 0 for any free port",
                "--port 1 --port 2      | --port is given more than once; accepted are 0 to 65535, 0 for any free port",
                "--store disk           | --store disk cannot be used; accepted are redis and memory",
                "--rules no/such.json   | --rules no/such.json cannot be used; accepted are the paths of JSON files that can be read",
                "--rules /              | --rules / cannot be used; accepted are the paths of JSON files that can be read",
                "--redis-addr http://a  | --redis-addr http://a cannot be used; accepted are host:port such as 127.0.0.1:6379, redis://... and rediss://...",
                "--redis-addr host:port | --redis-addr host:port cannot be used; accepted are host:port such as 127.0.0.1:6379, redis://... and rediss://...",
                "--redis-addr a:99999   | --redis-addr a:99999 cannot be used; accepted are host:port such as 127.0.0.1:6379, redis://... and rediss://...",
            })
    void saysInOneLineWhatCannotBeUsed(String flags, String message) {
        assertThatThrownBy(() -> Options.parse(flags.split(" +")))
                .isInstanceOf(StartException.class)
                .hasMessage(message);
    }

    @Test
    void doesNotRepeatAPassword() {
        assertThatThrownBy(() -> Options.parse("--redis-addr", "redis://user:secret@[host"))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("--redis-addr redis://...@[host cannot be used")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesAStoreThatContradictsTheAddress() {
        Options options = Options.parse("--store", "memory", "--redis-addr", "127.0.0.1:6379");

        assertThatThrownBy(() -> SampleRedis.choose(options, Settings.load(Map.of())))
                .isInstanceOf(StartException.class)
                .hasMessage("--store memory contradicts --redis-addr; accepted is one of them");
    }

    @Test
    void refusesAStoreThatContradictsTheSettings() {
        Settings settings = Settings.load(Map.of("redisAddr", "127.0.0.1:6379"));

        assertThatThrownBy(() -> SampleRedis.choose(Options.parse("--store", "memory"), settings))
                .isInstanceOf(StartException.class)
                .hasMessage("--store memory contradicts the setting redisAddr; accepted is one of them");
    }

    @Test
    void countsOnTheRedisOfTheSettingsUnlessAFlagNamesAnother() {
        Settings settings = Settings.load(Map.of("redisAddr", "127.0.0.1:1"));

        assertThat(SampleRedis.choose(Options.parse(), settings).address()).isEqualTo("127.0.0.1:1");
        assertThat(SampleRedis.choose(Options.parse("--redis-addr", "127.0.0.1:2"), settings)
                        .address())
                .isEqualTo("127.0.0.1:2");
    }

    @Test
    void listensOn8080UnlessToldOtherwise() {
        assertThat(Options.parse().port).isEqualTo(8080);
        assertThat(Options.parse("--port=0").port).isZero();
    }

    @Test
    void explainsEveryFlag() {
        assertThat(Options.usage())
                .contains("--port=PORT", "8080 by default", "--redis-addr=HOST:PORT", "RATELIMIT_REDIS_ADDR")
                .contains("--rules=FILE", "--store=redis|memory", "--help")
                .doesNotContain("${");
        assertThat(Options.usage().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }
}
