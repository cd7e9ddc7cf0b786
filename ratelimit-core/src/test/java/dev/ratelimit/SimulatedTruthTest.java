package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Condition;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.simulation.Simulation;
import dev.ratelimit.store.ManualClock;
import dev.ratelimit.traffic.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is simulated is what is decided, where a rule is enforced on the same traffic by a clock that a test moves. */
class SimulatedTruthTest {

    private static final int SECONDS = 120;
    private static final List<String> ROUTES = List.of("/orders", "/orders/*", "/search/books", "/v2/export");
    private static final List<String> USERS =
            IntStream.range(0, 15).mapToObj(i -> "user-" + i).toList();

    private final Instant start = new ManualClock().instant();
    private final Instant end = start.plusSeconds(SECONDS + 1);

    static List<Rule> rules() {
        return DraftRules.all().toList();
    }

    /** The same traffic each time: users who come at a trickle, and in bursts. */
    private WatchedLimiter drive(Rule... rules) {
        ManualClock clock = new ManualClock();
        WatchedLimiter limiter = WatchedLimiter.inMemory(clock, rules);
        Random random = new Random(7);
        for (int second = 0; second < SECONDS; second++) {
            for (int i = 0; i < 50; i++) {
                clock.advanceMillis(20);
                come(limiter, random, USERS.get(random.nextInt(USERS.size())));
                String greedy = USERS.get(second / 5 % USERS.size());
                for (int burst = random.nextInt(20) == 0 ? 6 : 0; burst > 0; burst--) {
                    come(limiter, random, greedy);
                }
            }
            limiter.flush();
        }
        return limiter;
    }

    private static void come(WatchedLimiter limiter, Random random, String user) {
        String route = ROUTES.get(random.nextInt(ROUTES.size()));
        String path = route.replace("*", Integer.toString(random.nextInt(1_000)));
        String method = random.nextInt(3) == 0 ? "POST" : "GET";
        limiter.check(new TestRequest(method, path).principal(user), user, route);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isWhatTheRuleDoesWhenItIsEnforced(Rule rule) {
        Rule draft = counted(rule);
        try (WatchedLimiter without = drive(Rule.of("other", rule.key(), Limit.perDay(1_000_000)));
                WatchedLimiter enforced = drive(draft)) {
            Traffic traffic = without.traffic(start, end);
            assertThat(traffic.level()).isZero();
            Simulation simulation = without.limiter().observations().simulate(draft, traffic, USERS);
            long truth = sum(enforced.denied());
            assertThat(truth).isGreaterThan(100);
            assertThat(WatchedLimiter.denied(simulation.users())).isEqualTo(enforced.denied());
            assertThat(WatchedLimiter.denied(simulation.routes())).isEqualTo(enforced.deniedTo());
            assertThat(simulation.total().denied()).isEqualTo(truth);
            assertThat(simulation.total().newly()).isEqualTo(truth);
            assertThat(simulation.series().values().stream()
                            .mapToLong(tally -> tally.denied())
                            .sum())
                    .isEqualTo(truth);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ofTheRuleInForceIsWhatItDid(Rule rule) {
        Rule draft = counted(rule);
        try (WatchedLimiter enforced = drive(draft);
                WatchedLimiter shadow = drive(draft.withMode(Mode.SHADOW))) {
            long truth = sum(enforced.denied());
            Simulation own = enforced.limiter().observations().simulate(draft, enforced.traffic(start, end), USERS);
            assertThat(own.total().denied()).isEqualTo(truth);
            assertThat(own.total().current()).isEqualTo(truth);
            assertThat(own.total().newly()).isZero();
            assertThat(own.total().noLonger()).isZero();
            assertThat(own.users())
                    .allSatisfy(user -> assertThat(user.tally().denied())
                            .isEqualTo(user.tally().current()));
            Simulation watched = shadow.limiter().observations().simulate(draft, shadow.traffic(start, end), USERS);
            assertThat(watched.total().denied()).isEqualTo(truth);
            assertThat(watched.total().currentShadow()).isEqualTo(truth);
            assertThat(watched.total().newly()).isEqualTo(truth);
        }
    }

    /** By a path whose ids are not recorded a replay cannot count as the rule does. */
    private static Rule counted(Rule rule) {
        return rule.id().equals("paths") ? rule.withCondition(Condition.path("/orders/{id}", "/**")) : rule;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
