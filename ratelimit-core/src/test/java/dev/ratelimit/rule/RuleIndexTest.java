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

/** The index leaves no rule out that holds, and asks no rule that needs another path, user or resource. */
class RuleIndexTest {

    @Test
    void leavesNoRuleOutThatHolds() {
        long seed = System.nanoTime();
        RandomConditions random = new RandomConditions(new Random(seed));
        for (int round = 0; round < 300; round++) {
            List<Condition> conditions =
                    IntStream.range(0, 20).mapToObj(i -> random.condition(3)).toList();
            RuleIndex index = new RuleIndex(conditions);
            for (int i = 0; i < 30; i++) {
                RequestFacts facts = random.facts();
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

    @Test
    void asksNoRuleThatNeedsAnotherResource() {
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            conditions.add(
                    Condition.all(Condition.method("GET"), Condition.resource("R" + i + ".get", "R" + i + ".put")));
        }
        conditions.add(Condition.resource("R*"));
        RuleIndex index = new RuleIndex(conditions);

        assertThat(list(index.candidates(of(TestRequest.get("/").resource("R7.put")))))
                .containsExactly(7, 1_000);
        assertThat(list(index.candidates(of(TestRequest.get("/").resource("R7.post")))))
                .containsExactly(1_000);
        assertThat(list(index.candidates(of(TestRequest.get("/").principal("R7.put")))))
                .containsExactly(1_000);
        assertThat(list(index.candidates(RequestFacts.ofUser("alice")))).containsExactly(1_000);
    }

    private static RequestFacts of(TestRequest request) {
        return new RequestFacts(request, Identification.defaults());
    }

    private static List<Integer> list(Positions positions) {
        return IntStream.range(0, positions.size()).mapToObj(positions::at).toList();
    }
}
