package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A rule that is written and read again is the same rule. */
class RuleJsonTest {

    @Test
    void writesEveryConditionAsItIsRead() {
        Condition when = Condition.all(
                Condition.path("/a/{id}", "/b/**"),
                Condition.method("GET", "POST"),
                Condition.not(Condition.ip("10.0.0.0/8", "2001:db8::/32")),
                Condition.any(
                        Condition.header("X-Client", "mobile*"),
                        Condition.query("a", "b"),
                        Condition.cookie("c", "d", "e"),
                        Condition.attribute("tenant", "*")),
                Condition.user("alice", "b*"),
                Condition.app("shop"),
                Condition.resource("Orders.create", "Admin.*"),
                Condition.time(
                        Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                        LocalTime.of(8, 30),
                        LocalTime.MIDNIGHT,
                        ZoneId.of("Europe/Berlin")));
        Rule rule = Rule.of("a", Key.of("user", "path", "header:X-A", "attribute:b"), Limit.perMinute(1))
                .withCondition(when);

        assertThat(again(rule)).isEqualTo(rule);
    }

    @Test
    void writesEveryField() {
        Rule rule = Rule.of(
                        "a",
                        Key.of("global"),
                        Limit.perMinute(1).named("minute"),
                        Limit.perHour(7).named("hour"))
                .withMode(Mode.SHADOW)
                .withEnforcePercent(3)
                .withPriority(9)
                .withCost(5)
                .withCountWhen(CountWhen.of("401", "2xx").afterwards())
                .withOnStoreFailure(FailurePolicy.DENY)
                .asLast();

        assertThat(again(rule)).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"2xx\" | [\"2xx\"]",
                "404 | [\"404\"]",
                "[401, \"403\", \"5XX\"] | [\"401\",\"403\",\"5xx\"]",
                "{\"status\": 401} | [\"401\"]",
                "{\"status\": [\"401\"], \"reserve\": true} | [\"401\"]",
                "{\"status\": [401.0], \"reserve\": false} | {\"reserve\":false,\"status\":[\"401\"]}",
            },
            quoteCharacter = '`')
    void writesWhichResponsesCountInTheShortFormWhereItCan(String read, String written) {
        Rule rule = RulesFile.parse(
                        "{\"rules\": [{\"id\": \"a\", \"limits\": [\"1/s\"], \"count_when\": " + read + "}]}")
                .rules()
                .get(0);

        assertThat(RuleJson.write(rule).get("count_when")).hasToString(written);
        assertThat(again(rule)).isEqualTo(rule);
    }

    @Test
    void saysNothingOfResponsesWhereAllCount() {
        assertThat(RuleJson.write(Rule.of("a", Key.of("user"), Limit.perMinute(1)))
                        .has("count_when"))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void writesEveryLimitExactly(Algorithm algorithm) {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            long most = 1L + random.nextInt(10_000);
            Duration period = Duration.ofMillis(1 + random.nextInt(100_000));
            Limit limit = algorithm.windowed()
                    ? Limit.window(algorithm, most, period)
                    : Limit.bucket(
                            algorithm, algorithm == Algorithm.TOKEN ? 1L + random.nextInt(10_000) : most, most, period);
            Rule rule = Rule.of("a", Key.of("user"), limit);

            assertThat(again(rule)).isEqualTo(rule);
        }
    }

    @Test
    void writesCalendars() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Rule rule = Rule.of(
                "a",
                Key.of("user"),
                Limit.window(5, CalendarWindow.day(berlin, LocalTime.of(6, 30))).named("day"),
                Limit.window(5, CalendarWindow.week(berlin, DayOfWeek.SUNDAY)).named("week"),
                Limit.window(5, CalendarWindow.month(berlin, 31)).named("month"));

        assertThat(again(rule)).isEqualTo(rule);
        assertThat(RuleJson.write(rule.limits().get(2)))
                .hasToString("{\"algorithm\":\"fixed_window\",\"name\":\"month\",\"limit\":5,"
                        + "\"calendar\":\"month\",\"zone\":\"Europe/Berlin\",\"anchor\":31}");
    }

    @Test
    void refusesALimitThatJsonCannotSay() {
        Rule rule = Rule.of("a", Key.of("user"), Limit.bucket(Algorithm.LEAKY, 5, 7, Duration.ofMillis(11)));

        assertThatThrownBy(() -> RuleJson.write(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 7/11");
    }

    private static Rule again(Rule rule) {
        List<Rule> read =
                RulesFile.parse("{\"rules\": [" + RuleJson.write(rule) + "]}").rules();
        return read.get(0).from(rule.origin());
    }
}
