package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.TestRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The index leaves no rule out that holds, and asks no rule that needs another path or user. */
class RuleIndexTest {

    private static final String[] SEGMENTS = {"a", "b", "a*", "*", "{id}", "**", "ab"};
    private static final String[] PARTS = {"a", "b", "ab", "abc"};
    private static final String[] USERS = {"alice", "bob", "carol", "b*"};

    @Test
    void leavesNoRuleOutThatHolds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<Condition> conditions =
                    IntStream.range(0, 20).mapToObj(i -> condition(random, 3)).toList();
            RuleIndex index = new RuleIndex(conditions);
            for (int i = 0; i < 30; i++) {
                RequestFacts facts = facts(random);
                List<Integer> found = list(index.candidates(facts));
                assertThat(found).isSorted().doesNotHaveDuplicates();
                for (int c = 0; c < conditions.size(); c++) {
                    if (conditions.get(c).holds(facts)) {
                        assertThat(found)
                                .as("seed %s, %s for %s", seed, conditions.get(c), facts.paths())
                                .contains(c);
                    }
                }
            }
        }
    }

    @Test
    void asksNoRuleThatNeedsAnotherPathOrUser() {
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            conditions.add(Condition.path("/tenants/" + i + "/**"));
            conditions.add(Condition.all(Condition.method("GET"), Condition.user("user-" + i)));
        }
        conditions.add(Condition.any(Condition.path("/x"), Condition.path("/y/*")));
        conditions.add(Condition.method("GET"));
        RuleIndex index = new RuleIndex(conditions);

        assertThat(list(index.candidates(of(TestRequest.get("/tenants/7/orders").principal("user-9")))))
                .containsExactly(14, 19, 2_001);
        assertThat(list(index.candidates(of(TestRequest.get("/y/1"))))).containsExactly(2_000, 2_001);
        assertThat(list(index.candidates(RequestFacts.ofUser("user-3")))).containsExactly(7, 2_001);
    }

    private static Condition condition(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 3 : 6);
        return switch (kind) {
            case 0 -> Condition.path(glob(random), glob(random));
            case 1 -> Condition.user(USERS[random.nextInt(USERS.length)], USERS[random.nextInt(USERS.length)]);
            case 2 -> Condition.method("GET");
            case 3 -> Condition.all(condition(random, depth - 1), condition(random, depth - 1));
            case 4 -> Condition.any(condition(random, depth - 1), condition(random, depth - 1));
            default -> Condition.not(condition(random, depth - 1));
        };
    }

    private static String glob(Random random) {
        return path(random, SEGMENTS);
    }

    private static String path(Random random, String[] of) {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append('/').append(of[random.nextInt(of.length)]);
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    private static RequestFacts facts(Random random) {
        if (random.nextInt(10) == 0) {
            return RequestFacts.ofUser("alice");
        }
        String detour = random.nextInt(5) == 0 ? "/a/..;" : "";
        TestRequest request = new TestRequest(random.nextBoolean() ? "GET" : "POST", detour + path(random, PARTS));
        return of(random.nextBoolean() ? request.principal(USERS[random.nextInt(3)]) : request);
    }

    private static RequestFacts of(TestRequest request) {
        return new RequestFacts(request, Identification.defaults());
    }

    private static List<Integer> list(Positions positions) {
        return IntStream.range(0, positions.size()).mapToObj(positions::at).toList();
    }
}
