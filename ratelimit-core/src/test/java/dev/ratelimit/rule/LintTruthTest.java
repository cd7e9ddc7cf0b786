package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of rules is true of every request, however its keys are missing and its path is spelt. */
class LintTruthTest {

    private static final String BUT_OF_PATHS = "save by a path that can be read in two ways";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final RandomConditions conditions = new RandomConditions(random);

    @Test
    void noRequestReachesARuleOfWhichThatIsSaid() {
        int said = 0;
        for (int round = 0; round < 1_000; round++) {
            RuleSet rules = RuleSet.of(rules(6, 2));
            List<Finding> findings = RuleLint.findings(rules, List.of()).stream()
                    .filter(finding -> finding.kind() == Kind.SHADOWED || finding.kind() == Kind.NEVER_MATCHES)
                    .toList();
            said += findings.size();
            for (int i = 0; i < 100; i++) {
                RequestFacts facts = conditions.facts();
                List<String> met = rules.match(facts).stream()
                        .map(match -> match.rule().id())
                        .toList();
                assertThat(findings)
                        .as("seed %s: %s for %s", seed, rules.rules(), facts.paths())
                        .filteredOn(finding ->
                                facts.paths().size() < 2 || !finding.message().contains(BUT_OF_PATHS))
                        .noneMatch(finding -> met.contains(finding.rule()));
            }
        }
        assertThat(said).isGreaterThan(100);
    }

    @Test
    void findsTheSameFinalRuleAsIfAllWereCompared() {
        int found = 0;
        for (int round = 0; round < 300; round++) {
            Finals finals = new Finals();
            List<Rule> before = new ArrayList<>();
            for (Rule rule : rules(20, 3)) {
                Optional<Rule> first = before.stream()
                        .filter(earlier -> earlier.lastOnMatch() && Coverage.covers(earlier, rule))
                        .findFirst();
                assertThat(finals.before(rule)).as("seed %s: %s", seed, rule).isEqualTo(first);
                finals.add(rule);
                before.add(rule);
                found += first.isPresent() ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(100);
    }

    private List<Rule> rules(int count, int depth) {
        return IntStream.range(0, count).mapToObj(i -> rule(i, depth)).toList();
    }

    private Rule rule(int i, int depth) {
        Key key = Key.of(conditions
                .one("user", "ip", "path", "global", "header:A", "attribute:tenant", "user path", "user ip")
                .split(" "));
        Rule rule = Rule.of("rule-" + i, key, Limit.perMinute(1));
        Rule met = random.nextInt(4) == 0 ? rule : rule.withCondition(conditions.condition(depth));
        return random.nextBoolean() ? met.asLast() : met;
    }
}
