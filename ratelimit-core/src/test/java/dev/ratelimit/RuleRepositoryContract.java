package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Change;
import dev.ratelimit.rule.Conflict;
import dev.ratelimit.rule.Conflict.Reason;
import dev.ratelimit.rule.Difference;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.Stored;
import dev.ratelimit.rule.StoredSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds of rules that are changed while everything runs, wherever they are kept. */
abstract class RuleRepositoryContract extends LimiterContract {

    static final Rule SEARCH = Rule.of("search", Key.of("user"), Limit.perHour(5));

    private static final Rule OLD = Rule.of("old", Key.of("ip"), Limit.perHour(5));
    private static final Rule NEW = Rule.of("new", Key.of("ip"), Limit.perHour(5));
    private static final Rule KEPT = Rule.of("kept", Key.of("ip"), Limit.perHour(5));

    /** Whether all limiters of a test have the same rules. */
    abstract boolean shared();

    final RateLimiter limiter() {
        return limiter(Limit.perHour(100));
    }

    @Test
    void enforcesARuleFromItsCreationToItsDeletion() {
        RateLimiter limiter = limiter();
        assertThat(limiter.check("alice").decisions()).hasSize(1);

        Stored<Rule> created = limiter.ruleRepository().create(SEARCH, "carol");
        await().until(() -> limiter.check("alice").decisions().size() == 2);
        assertThat(limiter.rules().find("search").orElseThrow().origin()).isEqualTo(Origin.STORED);
        assertThat(created.createdAt()).isEqualTo(created.updatedAt());

        limiter.ruleRepository().delete("search", created.version(), "carol");
        await().until(() -> limiter.check("alice").decisions().size() == 1);
    }

    @Test
    void hidesARuleOfTheSameIdUntilItIsDeleted() {
        RateLimiter limiter = limiter();
        Rule stricter = Rule.of(Rule.DEFAULT_ID, Key.of("user"), Limit.perHour(7));

        limiter.ruleRepository().create(stricter, "carol");
        await().until(() -> capacity(limiter) == 7);
        limiter.ruleRepository().delete(Rule.DEFAULT_ID, Repository.ANY, "carol");
        await().until(() -> capacity(limiter) == 100);
    }

    private static long capacity(RateLimiter limiter) {
        return limiter.rules()
                .find(Rule.DEFAULT_ID)
                .orElseThrow()
                .limits()
                .get(0)
                .capacity();
    }

    @Test
    void reachesALimiterWithADefaultOfItsOwn() {
        RateLimiter limiter = builder().rules(List.of(SEARCH)).build();
        opened(limiter);
        RateLimiter other = limiter.withDefaultLimit(Limit.perHour(3));

        other.ruleRepository().create(Rule.of("more", Key.of("user"), Limit.perHour(9)), "carol");
        await().until(() -> other.check("alice").decisions().size() == 3);
        assertThat(limiter.check("alice").decisions()).hasSize(2);
    }

    @Test
    void refusesWhatIsNotAsTheWriterThinks() {
        Repository<Rule> rules = limiter().ruleRepository();
        conflict(Reason.MISSING, "rule \"search\" is not there", () -> rules.update(SEARCH, Repository.ANY, "carol"));
        conflict(Reason.MISSING, "rule \"search\"", () -> rules.delete("search", Repository.ANY, "carol"));
        Stored<Rule> first = rules.create(SEARCH, "carol");
        conflict(Reason.EXISTS, "rule \"search\" is there already", () -> rules.create(SEARCH, "carol"));
        Stored<Rule> second = rules.update(SEARCH.withCost(2), first.version(), "carol");
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        conflict(Reason.STALE, "has been changed since", () -> rules.update(SEARCH, first.version(), "carol"));
        conflict(Reason.STALE, "has been changed since", () -> rules.delete("search", first.version(), "carol"));
        conflict(Reason.STALE, "the set of rules", () -> rules.replace(List.of(), first.version(), "carol"));
        assertThat(rules.load().find("search").orElseThrow().value().cost()).isEqualTo(2);
        assertThat(rules.update(SEARCH, Repository.ANY, "carol").value()).isEqualTo(SEARCH.from(Origin.STORED));
    }

    private static void conflict(Reason reason, String words, Runnable deed) {
        assertThatThrownBy(deed::run)
                .isInstanceOfSatisfying(
                        Conflict.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }

    @Test
    void replacesTheWholeSetAtOnce() {
        Repository<Rule> rules = limiter().ruleRepository();
        rules.create(SEARCH, "carol");
        rules.create(Rule.of("old", Key.of("ip"), Limit.perHour(5)), "carol");
        StoredSet<Rule> before = rules.load();

        StoredSet<Rule> after = rules.replace(
                List.of(SEARCH.withCost(3), Rule.of("new", Key.of("ip"), Limit.perHour(5))), before.version(), "dave");

        assertThat(after.entries()).extracting(Stored::id).containsExactly("new", "search");
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(rules.load()).isEqualTo(after);
    }

    @Test
    void tellsWhoChangedWhat() {
        Repository<Rule> rules = limiter().ruleRepository();
        rules.create(SEARCH, "carol");
        rules.update(SEARCH.withCost(3), Repository.ANY, "dave");
        rules.replace(List.of(), Repository.ANY, "erin");

        List<Change> history = rules.history(10);
        assertThat(history).extracting(Change::author).containsExactly("erin", "dave", "carol");
        assertThat(history.get(2).before()).isEmpty();
        assertThat(history.get(1).before().get("search")).contains("\"cost\":1");
        assertThat(history.get(1).after().get("search")).contains("\"cost\":3");
        assertThat(history.get(0).before()).containsOnlyKeys("search");
        assertThat(history.get(0).after()).isEmpty();
        assertThat(rules.history(1)).extracting(Change::author).containsExactly("erin");
    }

    @Test
    void putsWhatIsNewAndWhatIsThere() {
        Repository<Rule> rules = limiter().ruleRepository();
        Stored<Rule> first = rules.put(SEARCH, "carol");
        Stored<Rule> second = rules.put(SEARCH.withCost(2), "carol");
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(second.version()).isGreaterThan(first.version());
    }

    @Test
    void holdsAtOnceWhereItWasMade() {
        RateLimiter limiter = limiter();
        limiter.ruleRepository().create(SEARCH, "carol");
        assertThat(limiter.check("alice").decisions()).hasSize(2);
    }

    @Test
    void tellsWhatAReplacementWouldChange() {
        Repository<Rule> rules = limiter().ruleRepository();
        rules.create(SEARCH, "carol");
        rules.create(OLD, "carol");
        rules.create(KEPT, "carol");
        StoredSet<Rule> before = rules.load();

        Difference difference = rules.difference(List.of(SEARCH.withCost(3), KEPT, NEW), before.version());

        assertThat(difference.before()).containsOnlyKeys("search", "old");
        assertThat(difference.after()).containsOnlyKeys("search", "new");
        assertThat(difference.before().get("search")).contains("\"cost\":1");
        assertThat(difference.after().get("search")).contains("\"cost\":3");
        assertThat(difference.version()).isEqualTo(before.version());
        assertThat(rules.load()).as("nothing was changed").isEqualTo(before);
        assertThatThrownBy(() -> rules.difference(List.of(NEW), before.version() - 1))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void leavesWhatStaysTheSameAtItsVersion() {
        Repository<Rule> rules = limiter().ruleRepository();
        Stored<Rule> kept = rules.create(KEPT, "carol");
        rules.create(SEARCH, "carol");

        StoredSet<Rule> after = rules.replace(List.of(KEPT, SEARCH.withCost(3)), Repository.ANY, "dave");

        assertThat(after.find("kept")).contains(kept);
        assertThat(rules.history(1).get(0).before()).containsOnlyKeys("search");
        assertThat(rules.history(1).get(0).after()).containsOnlyKeys("search");
    }

    @Test
    void goesBackToAnyVersionInTheHistory() {
        Repository<Rule> rules = limiter().ruleRepository();
        rules.create(SEARCH, "carol");
        rules.create(OLD, "carol");
        StoredSet<Rule> then = rules.load();
        rules.update(SEARCH.withCost(3), Repository.ANY, "dave");
        rules.delete("old", Repository.ANY, "dave");
        rules.replace(List.of(NEW), Repository.ANY, "dave");
        StoredSet<Rule> now = rules.load();

        StoredSet<Rule> back = rules.rollback(then.version(), "erin");
        assertThat(back.values()).isEqualTo(then.values());
        assertThat(back.version()).isGreaterThan(now.version());
        assertThat(rules.history(1).get(0).author()).isEqualTo("erin");

        assertThat(rules.rollback(now.version(), "erin").values())
                .as("and forth")
                .isEqualTo(now.values());
    }

    @Test
    void refusesToGoBackToWhatTheHistoryDoesNotHave() {
        Repository<Rule> rules = limiter().ruleRepository();
        Stored<Rule> only = rules.create(SEARCH, "carol");
        StoredSet<Rule> before = rules.load();
        assertThatThrownBy(() -> rules.rollback(only.version() + 1, "erin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version " + (only.version() + 1) + " is not in the history")
                .hasMessageContaining("accepted are [" + only.version() + "]");
        assertThat(rules.load()).isEqualTo(before);
    }

    @Test
    void losesNoUpdateOfTwoWriters() {
        Repository<Rule> one = limiter().ruleRepository();
        Repository<Rule> other = shared() ? limiter().ruleRepository() : one;
        one.create(SEARCH.withCost(1), "start");

        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> IntStream.range(0, 30).forEach(i -> increment(one))),
                        CompletableFuture.runAsync(() -> IntStream.range(0, 30).forEach(i -> increment(other))))
                .join();

        assertThat(one.load().find("search").orElseThrow().value().cost()).isEqualTo(61);
    }

    private static void increment(Repository<Rule> rules) {
        while (true) {
            Stored<Rule> seen = rules.load().find("search").orElseThrow();
            try {
                rules.update(seen.value().withCost(seen.value().cost() + 1), seen.version(), "writer");
                return;
            } catch (Conflict e) {
                assertThat(e.reason()).isEqualTo(Reason.STALE);
            }
        }
    }
}
