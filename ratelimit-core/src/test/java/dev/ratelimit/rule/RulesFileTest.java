package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesFileTest {

    private static final ClassLoader LOADER = RulesFileTest.class.getClassLoader();

    @Test
    void readsEveryFieldOfARule() {
        List<Rule> rules =
                RulesFile.at("classpath:dev/ratelimit/rule/search.json", LOADER).rules();

        Condition when = Condition.all(
                Condition.path("/api/search/**"),
                Condition.method("GET", "POST"),
                Condition.not(Condition.ip("10.0.0.0/8")),
                Condition.any(Condition.header("X-Client", "mobile*"), Condition.header("X-Beta", "1", "2")));
        assertThat(rules)
                .containsExactly(new Rule(
                        "search-free",
                        "Free plan: search",
                        true,
                        50,
                        Mode.SHADOW,
                        40,
                        when,
                        Key.of("user", "header:X-Api-Key"),
                        List.of(
                                Limit.bucket(Algorithm.TOKEN, 20, 5, Duration.ofSeconds(1)),
                                Limit.window(Algorithm.SLIDING_WINDOW_COUNTER, 1000, Duration.ofHours(1)),
                                Limit.window(Algorithm.FIXED_WINDOW, 20_000, Duration.ofDays(30))
                                        .named("month")),
                        3,
                        CountWhen.of("401", "5xx").afterwards(),
                        FailurePolicy.DENY,
                        true,
                        Origin.FILE));
    }

    @Test
    void leavesWhatIsNotGivenAtItsDefault() {
        assertThat(RulesFile.parse("{\"rules\": [{\"id\": \"a\", \"limits\": [\"100/1m\"]}]}")
                        .rules())
                .containsExactly(new Rule(
                        "a",
                        "",
                        true,
                        100,
                        Mode.ENFORCE,
                        100,
                        Condition.always(),
                        Key.of("user"),
                        List.of(Limit.perMinute(100)),
                        1,
                        null,
                        FailurePolicy.LOCAL,
                        false,
                        Origin.FILE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'100/1m' | token 100 1/600",
                "'0.1/s burst 5' | token 5 1/10000",
                "{'algorithm': 'token', 'capacity': 20, 'refill_rate': 5} | token 20 1/200",
                "{'algorithm': 'token_bucket', 'max_tokens': 20, 'refill_rate': 0.1} | token 20 1/10000",
                "{'algorithm': 'TOKEN', 'capacity': 20.0, 'refill_rate': 1e1} | token 20 1/100",
                "{'algorithm': 'token', 'capacity': 1, 'refill_rate': 0.000000001} | refused",
                "{'algorithm': 'token', 'capacity': 3, 'refill_rate': 0.333} | token 3 333/1000000",
                "{'algorithm': 'token', 'limit': 100, 'window': '1h'} | token 100 1/36000",
                "{'algorithm': 'token', 'limit': 100, 'window': '1h', 'burst': 7} | token 7 1/36000",
                "{'algorithm': 'leaky', 'capacity': 5, 'leak_rate': 2} | leaky 5 1/500",
                "{'algorithm': 'leaky_bucket', 'limit': 5, 'window': 'PT1M30S'} | leaky 5 1/18000",
                "{'algorithm': 'fixed_window', 'limit': 5, 'window': '1d'} | fixed_window 5 5/86400000",
                "{'algorithm': 'fixed_window', 'limit': 5, 'calendar': 'day'} | fixed_window 5 5/day 00:00 UTC",
                "{'algorithm': 'fixed_window', 'limit': 5, 'calendar': 'day', 'anchor': 6} | fixed_window 5 5/day 06:00 UTC",
                "{'algorithm': 'fixed_window', 'limit': 5, 'calendar': 'day', 'anchor': '06:30', 'zone': 'Europe/Berlin'}"
                        + "| fixed_window 5 5/day 06:30 Europe/Berlin",
                "{'algorithm': 'fixed_window', 'limit': 5, 'calendar': 'week'} | fixed_window 5 5/week MON UTC",
                "{'algorithm': 'fixed_window', 'limit': 5, 'calendar': 'Week', 'anchor': 'sun'} | fixed_window 5 5/week SUN UTC",
                "{'algorithm': 'fixed_window', 'limit': 5, 'calendar': 'week', 'anchor': 7} | fixed_window 5 5/week SUN UTC",
                "{'algorithm': 'fixed_window', 'limit': 5, 'calendar': 'month', 'zone': '+02:00'} | fixed_window 5 5/month 1 +02:00",
                "{'algorithm': 'fixed_window', 'limit': 5, 'calendar': 'month', 'anchor': 31} | fixed_window 5 5/month 31 UTC",
                "{'algorithm': 'sliding_window_log', 'limit': 10000, 'window': '1ms'} | sliding_window_log 10000 10000/1",
                "{'algorithm': 'sliding_window_counter', 'limit': 5, 'window': '10s'} | sliding_window_counter 5 5/10000",
            },
            quoteCharacter = '`')
    void readsEveryFormOfALimitExactly(String limit, String expected) {
        String json = "{'rules': [{'id': 'a', 'limits': [" + limit + "]}]}";

        assertThat(read(json.replace('\'', '"'))).isEqualTo(expected);
    }

    @Test
    void ignoresWhatTheAdminApiAddsToARule() {
        assertThat(RulesFile.parse("{\"rules\": [{\"id\": \"a\", \"limits\": [\"1/s\"], \"version\": 7,"
                                + " \"created_at\": \"2026-01-01T00:00:00Z\", \"updated_at\": null}]}")
                        .rules())
                .hasSize(1);
    }

    @Test
    void acceptsAFileWithoutRules() {
        assertThat(RulesFile.parse("{\"rules\": []}").rules()).isEmpty();
    }

    @Test
    void acceptsTenThousandRules() {
        StringBuilder json = new StringBuilder("{\"rules\": [");
        for (int i = 0; i < 10_000; i++) {
            json.append(i == 0 ? "" : ",").append("{\"id\": \"r").append(i).append("\", \"limits\": [\"1/s\"]}");
        }

        assertThat(RulesFile.parse(json.append("]}").toString()).rules()).hasSize(10_000);
    }

    @Test
    void readsAFileByItsPath(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("r.json"), "{\"rules\": [{\"id\": \"é\", \"limits\": [\"1/s\"]}]}");

        assertThatThrownBy(() -> RulesFile.at(file.toString(), LOADER))
                .isInstanceOf(RulesException.class)
                .hasMessageStartingWith(file + " has a fault:\n  rules[0].id: \"é\" is not an id");
    }

    @Test
    void tellsWhichFileIsNotThere(@TempDir Path folder) {
        Path file = folder.resolve("none.json");

        assertThatThrownBy(() -> RulesFile.at(file.toString(), LOADER))
                .isInstanceOf(RulesException.class)
                .hasMessage(file + " has a fault:\n  there is no such file");
        assertThatThrownBy(() -> RulesFile.at("classpath:none.json", LOADER))
                .isInstanceOf(RulesException.class)
                .hasMessage("classpath:none.json has a fault:\n  there is no such resource on the class path");
    }

    @Test
    void tellsThatADirectoryCannotBeRead(@TempDir Path folder) {
        assertThatThrownBy(() -> RulesFile.at(folder.toString(), LOADER))
                .isInstanceOf(RulesException.class)
                .hasMessageContaining(folder + " has a fault:\n  cannot be read");
    }

    @Test
    void refusesAPathThatNoFileSystemKnows() {
        assertThatThrownBy(() -> RulesFile.at("a\u0000b", LOADER))
                .isInstanceOf(RulesException.class)
                .hasMessageContaining("is not a path");
    }

    @Test
    void refusesBytesThatAreNoText(@TempDir Path folder) throws IOException {
        byte[] latin1 = "{\"rules\": [{\"id\": \"é\"}]}".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("r.json"), latin1);

        assertThatThrownBy(() -> RulesFile.at(file.toString(), LOADER))
                .isInstanceOf(RulesException.class)
                .hasMessageContaining("line 1, column")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void refusesMoreThanTenMegabytes() {
        String tenMegabytes = "{\"rules\": []" + " ".repeat(10_000_000 - 13) + "}";

        assertThat(RulesFile.parse(tenMegabytes).rules()).isEmpty();
        assertThatThrownBy(() -> RulesFile.parse(tenMegabytes + " "))
                .isInstanceOf(RulesException.class)
                .hasMessageContaining("more than 10 MB");
    }

    private static String read(String json) {
        try {
            Limit limit = RulesFile.parse(json).rules().get(0).limits().get(0);
            return limit.algorithm().id() + " " + limit.stamp();
        } catch (RulesException e) {
            return "refused";
        }
    }
}
