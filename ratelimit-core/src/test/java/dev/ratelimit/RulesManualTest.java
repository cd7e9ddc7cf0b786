package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Source;
import dev.ratelimit.rule.Finding;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.RuleLint;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.rule.RulesFile;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that docs/rules.md shows is done by a limiter, and comes out as it is written there. */
class RulesManualTest {

    static List<RulesManual.Example> examples() {
        return RulesManual.examples();
    }

    static List<List<String>> conditions() {
        return RulesManual.table("condition");
    }

    static List<List<String>> keys() {
        return RulesManual.table("key");
    }

    static List<List<String>> entries() {
        return RulesManual.table("entry");
    }

    @Test
    void findsWhatItIsToCheck() {
        assertThat(examples()).hasSizeGreaterThan(8);
        assertThat(conditions()).hasSizeGreaterThan(16);
        assertThat(keys()).hasSizeGreaterThan(6);
        assertThat(entries()).hasSizeGreaterThan(7);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleAnswersAsTheTableBesideItSays(RulesManual.Example example) {
        assertThat(example.answers()).as(example.json()).isNotEmpty();
        try (Replay replay = new Replay(example.file(), null)) {
            for (List<String> row : example.answers()) {
                String request = RulesManual.code(row.get(0)).get(0);
                String answer = RulesManual.code(row.get(1)).get(0);
                boolean more = answer.endsWith(", …");
                String found = replay.answer(request);
                assertThat(more ? found.substring(0, Math.min(found.length(), answer.length() - 1)) : found)
                        .as(request + ": " + found)
                        .isEqualTo(more ? answer.substring(0, answer.length() - 1) : answer);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsOddOnlyWhereThatIsSaid(RulesManual.Example example) {
        RulesFile file = example.file();
        assertThat(RuleLint.findings(RuleSet.of(file.rules()), file.plans()))
                .extracting(Finding::toString)
                .isEqualTo(example.findings());
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void aConditionHoldsForOneRequestAndNotForTheOther(List<String> row) {
        String when = "\"when\": " + RulesManual.code(row.get(0)).get(0);
        String negated = "\"when\": {\"not\": " + RulesManual.code(row.get(0)).get(0) + "}";
        String met = RulesManual.code(row.get(1)).get(0);
        String other = RulesManual.code(row.get(2)).get(0);

        assertThat(answer(when, met)).as(met).isEqualTo("200 a 99/100");
        assertThat(answer(when, other)).as(other).isEqualTo("200");
        assertThat(answer(negated, other)).as("not " + other).isEqualTo("200 a 99/100");
    }

    private static String answer(String field, String request) {
        try (Replay replay = new Replay(file(field), Replay.app(request))) {
            return replay.answer(request);
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyCountsTogetherWhatTheManualSays(List<String> row) {
        List<String> together = RulesManual.code(row.get(2));
        try (Replay replay =
                new Replay(file("\"key\": " + RulesManual.code(row.get(0)).get(0)), null)) {
            assertThat(replay.answer(together.get(0))).isEqualTo("200 a 99/100");
            assertThat(replay.answer(together.get(1))).isEqualTo("200 a 98/100");
            RulesManual.code(row.get(3))
                    .forEach(apart -> assertThat(replay.answer(apart)).isEqualTo("200 a 99/100"));
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anEntryOfAListMeansOneCallerAndNotTheOther(List<String> row) {
        String met = RulesManual.code(row.get(2)).get(0);
        String other = RulesManual.code(row.get(3)).get(0);
        String entry = RulesManual.code(row.get(0)).get(0);
        try (Replay replay = new Replay(file("\"key\": \"global\""), null)) {
            replay.limiter().allowList().put(entry, "", "carol", null);
            assertThat(replay.check(met).source()).isEqualTo(Source.ALLOW_LIST);
            assertThat(replay.answer(other)).isEqualTo("200 a 99/100");
            replay.limiter().denyList().put(entry, "", "carol", null);
            assertThat(replay.answer(met)).as("denying wins").isEqualTo("403");
            assertThat(replay.answer(other)).isEqualTo("200 a 98/100");
        }
    }

    @Test
    void theSmallestNetworkSaysWhenItEndsAndASwitchThatDoesNotEnforceLetsAllIn() {
        String request = "GET /; from 10.1.2.3; at 2026-01-05T12:00:00Z";
        try (Replay replay = new Replay(file("\"key\": \"global\""), null)) {
            replay.check(request);
            replay.limiter().denyList().put("10.0.0.0/8", "", "carol", null);
            assertThat(replay.answer(request)).isEqualTo("403");
            replay.limiter().denyList().put("10.1.0.0/16", "", "carol", Instant.parse("2026-01-05T12:01:00Z"));
            assertThat(replay.answer(request)).isEqualTo("429");
            assertThat(replay.check(request).retryAfterMillis()).isEqualTo(60_000);
            replay.limiter().modeRepository().set(Mode.SHADOW, null, "carol");
            assertThat(replay.answer(request)).isEqualTo("200 a 98/100 shadow");
            replay.limiter().modeRepository().set(Mode.OFF, null, "carol");
            assertThat(replay.answer(request)).isEqualTo("200");
        }
    }

    /** A file with one rule that has a field. */
    private static RulesFile file(String field) {
        return RulesFile.parse("{\"rules\": [{\"id\": \"a\", \"limits\": [\"100/1m\"], " + field + "}]}");
    }
}
