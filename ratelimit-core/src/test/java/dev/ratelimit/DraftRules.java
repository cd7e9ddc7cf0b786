package dev.ratelimit;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Condition;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Rules of each kind that can be replayed. */
final class DraftRules {

    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration TWO = Duration.ofSeconds(2);
    private static final Key USER = Key.of("user");

    private DraftRules() {}

    static Stream<Rule> all() {
        return all(1);
    }

    /** @param factor by which limits by user are larger */
    private static Stream<Rule> all(long factor) {
        Rule token = draft("token", USER, Limit.bucket(Algorithm.TOKEN, 6 * factor, 3 * factor, SECOND));
        return Stream.of(
                token,
                draft("leaky", USER, Limit.bucket(Algorithm.LEAKY, 5 * factor, 4 * factor, SECOND)),
                draft("fixed", USER, Limit.window(Algorithm.FIXED_WINDOW, 7 * factor, TWO)),
                draft("log", USER, Limit.window(Algorithm.SLIDING_WINDOW_LOG, 9 * factor, TWO)),
                draft("counter", USER, Limit.window(Algorithm.SLIDING_WINDOW_COUNTER, 8 * factor, TWO)),
                draft(
                        "two",
                        USER,
                        Limit.bucket(Algorithm.TOKEN, 4 * factor, 4 * factor, SECOND),
                        Limit.window(Algorithm.SLIDING_WINDOW_LOG, 12 * factor, Duration.ofSeconds(5))),
                draft("paths", Key.of("user", "path"), Limit.bucket(Algorithm.TOKEN, 3, 1, SECOND)),
                draft("everybody", Key.of("global"), Limit.bucket(Algorithm.TOKEN, 40, 30, SECOND)),
                draft("costly", USER, Limit.window(Algorithm.SLIDING_WINDOW_LOG, 20, TWO))
                        .withCost(3),
                token.withCondition(Condition.all(
                        Condition.path("/orders/{id}", "/search/**"),
                        Condition.method("GET"),
                        Condition.not(Condition.user("user-3", "user-4")))));
    }

    /** Those of all algorithms that count by user, for traffic that comes as fast as it can. */
    static List<Rule> fast() {
        return all(5).limit(6).toList();
    }

    private static Rule draft(String id, Key key, Limit... limits) {
        return Rule.of(id, key, limits);
    }
}
