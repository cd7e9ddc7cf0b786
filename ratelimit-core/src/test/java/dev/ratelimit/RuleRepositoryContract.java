package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleChange;
import dev.ratelimit.rule.RuleConflict;
import dev.ratelimit.rule.RuleConflict.Kind;
import dev.ratelimit.rule.RuleRepository;
import dev.ratelimit.rule.StoredRule;
import dev.ratelimit.rule.StoredRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds of rules that are changed while everything runs, wherever they are kept. */
abstract class RuleRepositoryContract {

    static final Rule SEARCH = Rule.of("search", Key.of("user"), Limit.perHour(5));

    private final List<RateLimiter> opened = new ArrayList<>();

    /** A builder on the same state for every call within a test. */
    abstract RateLimiterBuilder builder();

    /** Whether all limiters of a test have the same rules. */
    abstract boolean shared();

    final RateLimiter limiter() {
        RateLimiter limiter = builder().defaultLimit(Limit.perHour(100)).build();
        opened.add(limiter);
        return limiter;
    }

    @AfterEach
    void close() {
        opened.forEach(RateLimiter::close);
    }

    @Test
    void enforcesARuleFromItsCreationToItsDeletion() {
        RateLimiter limiter = limiter();
        assertThat(limiter.check("alice").decisions()).hasSize(1);

        StoredRule created = limiter.ruleRepository().create(SEARCH, "carol");
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
        limiter.ruleRepository().delete(Rule.DEFAULT_ID, RuleRepository.ANY, "carol");
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
        opened.add(limiter);
        RateLimiter other = limiter.withDefaultLimit(Limit.perHour(3));

        other.ruleRepository().create(Rule.of("more", Key.of("user"), Limit.perHour(9)), "carol");
        await().until(() -> other.check("alice").decisions().size() == 3);
        assertThat(limiter.check("alice").decisions()).hasSize(2);
    }

    @Test
    void refusesWhatIsNotAsTheWriterThinks() {
        RuleRepository rules = limiter().ruleRepository();
        conflict(Kind.MISSING, "rule \"search\" is not there", () -> rules.update(SEARCH, RuleRepository.ANY, "carol"));
        conflict(Kind.MISSING, "rule \"search\"", () -> rules.delete("search", RuleRepository.ANY, "carol"));
        StoredRule first = rules.create(SEARCH, "carol");
        conflict(Kind.EXISTS, "rule \"search\" is there already", () -> rules.create(SEARCH, "carol"));
        StoredRule second = rules.update(SEARCH.withCost(2), first.version(), "carol");
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        conflict(Kind.STALE, "has been changed since", () -> rules.update(SEARCH, first.version(), "carol"));
        conflict(Kind.STALE, "has been changed since", () -> rules.delete("search", first.version(), "carol"));
        conflict(Kind.STALE, "the set of rules", () -> rules.replace(List.of(), first.version(), "carol"));
        assertThat(rules.load().find("search").orElseThrow().rule().cost()).isEqualTo(2);
        assertThat(rules.update(SEARCH, RuleRepository.ANY, "carol").rule()).isEqualTo(SEARCH.from(Origin.STORED));
    }

    private static void conflict(Kind kind, String words, Runnable deed) {
        assertThatThrownBy(deed::run)
                .isInstanceOfSatisfying(
                        RuleConflict.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }

    @Test
    void replacesTheWholeSetAtOnce() {
        RuleRepository rules = limiter().ruleRepository();
        rules.create(SEARCH, "carol");
        rules.create(Rule.of("old", Key.of("ip"), Limit.perHour(5)), "carol");
        StoredRules before = rules.load();

        StoredRules after = rules.replace(
                List.of(SEARCH.withCost(3), Rule.of("new", Key.of("ip"), Limit.perHour(5))), before.version(), "dave");

        assertThat(after.rules()).extracting(stored -> stored.rule().id()).containsExactly("new", "search");
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(rules.load()).isEqualTo(after);
    }

    @Test
    void tellsWhoChangedWhat() {
        RuleRepository rules = limiter().ruleRepository();
        rules.create(SEARCH, "carol");
        rules.update(SEARCH.withCost(3), RuleRepository.ANY, "dave");
        rules.replace(List.of(), RuleRepository.ANY, "erin");

        List<RuleChange> history = rules.history(10);
        assertThat(history).extracting(RuleChange::author).containsExactly("erin", "dave", "carol");
        assertThat(history.get(2).before()).isEmpty();
        assertThat(history.get(1).before().get("search")).contains("\"cost\":1");
        assertThat(history.get(1).after().get("search")).contains("\"cost\":3");
        assertThat(history.get(0).before()).containsOnlyKeys("search");
        assertThat(history.get(0).after()).isEmpty();
        assertThat(rules.history(1)).extracting(RuleChange::author).containsExactly("erin");
    }

    @Test
    void losesNoUpdateOfTwoWriters() {
        RuleRepository one = limiter().ruleRepository();
        RuleRepository other = shared() ? limiter().ruleRepository() : one;
        one.create(SEARCH.withCost(1), "start");

        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> IntStream.range(0, 30).forEach(i -> increment(one))),
                        CompletableFuture.runAsync(() -> IntStream.range(0, 30).forEach(i -> increment(other))))
                .join();

        assertThat(one.load().find("search").orElseThrow().rule().cost()).isEqualTo(61);
    }

    private static void increment(RuleRepository rules) {
        while (true) {
            StoredRule seen = rules.load().find("search").orElseThrow();
            try {
                rules.update(seen.rule().withCost(seen.rule().cost() + 1), seen.version(), "writer");
                return;
            } catch (RuleConflict e) {
                assertThat(e.kind()).isEqualTo(Kind.STALE);
            }
        }
    }
}
