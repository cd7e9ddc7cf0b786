package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.LongWindows;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a response does to what its request took, wherever buckets are kept. */
abstract class SettlementContract extends AdmissionContract {

    private static final CountWhen FAILURES = CountWhen.of("401", "403");
    private static final Rule LOGIN = rule("login", FIVE).withCountWhen(FAILURES);
    static final Rule AFTERWARDS = rule("login", HOURLY).withCountWhen(FAILURES.afterwards());

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void putsBackWhatAResponseDoesNotCount(Algorithm algorithm) {
        RateLimiter limiter =
                limiting(rule("login", LongWindows.of(algorithm, 5)).withCost(2).withCountWhen(FAILURES));
        RateLimitContext context = admit(limiter);
        assertLeft(limiter, "login", 3);
        context.settle(200);
        assertLeft(limiter, "login", 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void keepsWhatAResponseCounts(int status) {
        RateLimiter limiter = limiting(LOGIN, rule("all", FIVE));
        serve(limiter, status);
        assertLeft(limiter, "login", 4);
        assertLeft(limiter, "all", 4);
    }

    @Test
    void leavesAloneWhatCountsEveryResponse() {
        RateLimiter limiter = limiting(LOGIN, rule("all", FIVE));
        serve(limiter, 200);
        assertLeft(limiter, "login", 5);
        assertLeft(limiter, "all", 4);
    }

    @Test
    void isSettledOnce() {
        RateLimiter limiter = limiting(LOGIN);
        serve(limiter, 401);
        RateLimitContext context = admit(limiter);
        assertLeft(limiter, "login", 3);
        context.settle(200);
        context.settle(200);
        context.settle(401);
        assertLeft(limiter, "login", 4);
    }

    /** Sent is what the client saw; what fails after that counts as either. */
    @ParameterizedTest
    @CsvSource({
        "401, 204, 4xx, true",
        "200, 401, 4xx, false",
        "200, 500, 2xx, true",
        "200, 500, 5xx, true",
        "401, 500, 2xx, false",
        "500, 200, 5xx, true"
    })
    void goesByTheStatusThatWasSent(int sent, int status, String when, boolean counted) {
        RateLimiter limiter = limiting(
                rule("before", FIVE).withCountWhen(CountWhen.of(when)),
                rule("after", FIVE).withCountWhen(CountWhen.of(when).afterwards()));
        RateLimitContext context = admit(limiter);
        context.sent(sent);
        context.settle(status);
        assertLeft(limiter, "before", counted ? 4 : 5);
        assertLeft(limiter, "after", counted ? 4 : 5);
    }

    @Test
    void isCountedAfterwardsOnce() {
        RateLimiter limiter = limiting(AFTERWARDS.withCost(2));
        RateLimitContext context = admit(limiter);
        context.settle(401);
        context.settle(401);
        assertLeft(limiter, "login", 3);
    }

    /** What is reserved counts while it is under way, so that guesses side by side do not slip through. */
    @Test
    void letsNoMoreThanTheLimitThroughSideBySideAndIsWholeWhenNoneFailed() {
        RateLimiter limiter = limiting(LOGIN);
        List<RateLimitContext> contexts = sideBySide(limiter, 200);
        assertThat(contexts).filteredOn(context -> context.verdict().allowed()).hasSize(5);
        assertLeft(limiter, "login", 0);
        contexts.forEach(context -> context.settle(200));
        assertLeft(limiter, "login", 5);
        assertThat(admit(limiter).verdict().allowed()).isTrue();
    }

    private static List<RateLimitContext> sideBySide(RateLimiter limiter, int number) {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        CountDownLatch ready = new CountDownLatch(number);
        try {
            List<CompletableFuture<RateLimitContext>> requests = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> {
                                ready.countDown();
                                await().until(() -> ready.getCount() == 0);
                                return admit(limiter);
                            },
                            threads))
                    .limit(number)
                    .toList();
            return requests.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aDenialOfWhatMayComeBackHoldsNoLongerThanThat() {
        RateLimiter limiter = limiting(LOGIN.withCost(5));
        RateLimitContext context = admit(limiter);
        for (int i = 0; i < 3; i++) {
            assertThat(admit(limiter).verdict().source()).isNotEqualTo(Source.DENY_CACHE);
        }
        context.settle(200);
        assertThat(admit(limiter).verdict().allowed()).isTrue();
    }

    @Test
    void aDeniedRequestTookNothingThatComesBack() {
        RateLimiter limiter = limiting(LOGIN, rule("tight", LongWindows.of(Algorithm.TOKEN, 1)));
        serve(limiter, 401);
        RateLimitContext denied = admit(limiter);
        assertThat(denied.verdict().allowed()).isFalse();
        denied.settle(200);
        assertLeft(limiter, "login", 4);
        assertLeft(limiter, "tight", 0);
    }

    @Test
    void afterwardsPassesWhileAnythingIsLeftAndCountsByStatus() {
        RateLimiter limiter = limiting(AFTERWARDS.withCost(2));
        serve(limiter, 200);
        assertLeft(limiter, "login", 5);
        serve(limiter, 401);
        serve(limiter, 403);
        assertLeft(limiter, "login", 1);
        assertThat(serve(limiter, 401).verdict().allowed())
                .as("one of two units is left")
                .isTrue();
        assertThat(admit(limiter).verdict().allowed()).isFalse();
    }

    @Test
    void afterwardsTakesNothingBefore() {
        RateLimiter limiter = limiting(AFTERWARDS);
        List<RateLimitContext> contexts =
                Stream.generate(() -> admit(limiter)).limit(10).toList();
        assertThat(contexts).allMatch(context -> context.verdict().allowed());
        assertLeft(limiter, "login", 5);
        contexts.forEach(context -> context.settle(401));
        assertThat(look(limiter, "login").nextAfterMillis())
                .as("ten of five: five are owed, and one more is to come")
                .isBetween(hours(6) - 60_000, hours(6));
    }

    @Test
    void afterwardsDeniesWhenAllIsUsedUpUntilOneUnitIsBack() {
        RateLimiter limiter = limiting(AFTERWARDS.withCost(5));
        serve(limiter, 401);
        Verdict denied = serve(limiter, 401).verdict();
        assertThat(denied.allowed()).isFalse();
        assertThat(denied.retryAfterMillis()).isBetween(hours(1) - 60_000, hours(1));
        assertThat(denied.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.remaining()).isZero();
            assertThat(decision.denies()).isTrue();
        });
        assertThat(look(limiter, "login").nextAfterMillis())
                .as("the denied one counted nothing")
                .isLessThanOrEqualTo(hours(1));
    }

    @Test
    void whatAfterwardsDeniesTheOtherRulesDoNotCharge() {
        RateLimiter limiter =
                limiting(AFTERWARDS, rule("all", FIVE), rule("shy", FIVE).withMode(Mode.SHADOW), rule("other", HOURLY));
        RateLimitContext first = admit(limiter);
        first.charge("login", 4);
        first.settle(401);
        Verdict denied = admit(limiter).verdict();
        assertThat(denied.allowed()).isFalse();
        assertThat(denied.decisions().get(0).rule()).isEqualTo("login");
        for (String rule : List.of("all", "shy", "other")) {
            assertLeft(limiter, rule, 4);
            assertThat(decision(denied, rule).remaining())
                    .as("told of %s", rule)
                    .isEqualTo(4);
        }
    }

    private static Decision decision(Verdict verdict, String rule) {
        return verdict.decisions().stream()
                .filter(decision -> decision.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    /** A remembered denial is answered alone, without a decision about what is counted afterwards. */
    @Test
    void deniesAgainAndAgainBesideWhatIsCountedAfterwards() {
        RateLimiter limiter = limiting(rule("a", LongWindows.of(Algorithm.TOKEN, 1)), AFTERWARDS);
        serve(limiter, 200);
        for (int i = 0; i < 3; i++) {
            Verdict denied = serve(limiter, 401).verdict();
            assertThat(denied.allowed()).isFalse();
            assertThat(denied.decisions().get(0).rule()).isEqualTo("a");
        }
        assertLeft(limiter, "login", 5);
    }

    @Test
    void aShadowWithoutRoomCountsNothingAfterwardsEither() {
        RateLimiter limiter = limiting(AFTERWARDS.withMode(Mode.SHADOW).withCost(5), rule("all", FIVE));
        serve(limiter, 401);
        RateLimitContext over = serve(limiter, 401);
        assertThat(over.verdict().allowed()).isTrue();
        assertThat(decision(over.verdict(), "login").allowed()).isFalse();
        assertThat(look(limiter, "login").nextAfterMillis()).isLessThanOrEqualTo(hours(1));
        assertLeft(limiter, "all", 3);
    }

    private static long hours(long number) {
        return Duration.ofHours(number).toMillis();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void chargesEveryRuleWhenItIsSettled(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        RateLimiter limiter = limiting(rule("a", limit), rule("shy", limit).withMode(Mode.SHADOW));
        RateLimitContext context = admit(limiter);
        context.charge(2);
        context.charge(3);
        assertLeft(limiter, "a", 9);
        context.settle(500);
        context.settle(500);
        assertLeft(limiter, "a", 4);
        assertLeft(limiter, "shy", 4);
    }

    @Test
    void chargesOneRule() {
        Limit ten = LongWindows.of(Algorithm.TOKEN, 10);
        RateLimiter limiter = limiting(rule("a", ten), rule("b", ten).withMode(Mode.SHADOW), rule("c", ten));
        RateLimitContext context = admit(limiter);
        context.charge("a", 2);
        context.charge("b", 3);
        context.charge("a", 4);
        context.charge("nobody", 5);
        context.charge(1);
        context.settle(200);
        assertLeft(limiter, "a", 2);
        assertLeft(limiter, "b", 5);
        assertLeft(limiter, "c", 8);
    }

    @Test
    void chargesAtOnceWhatComesAfterTheResponse() {
        Limit ten = LongWindows.of(Algorithm.TOKEN, 10);
        RateLimiter limiter = limiting(rule("a", ten), rule("b", ten).withMode(Mode.SHADOW));
        RateLimitContext context = admit(limiter);
        context.charge(1);
        context.settle(200);
        context.charge("a", 2);
        context.charge("nobody", 5);
        assertLeft(limiter, "a", 6);
        context.charge(3);
        assertLeft(limiter, "a", 3);
        assertLeft(limiter, "b", 5);
    }

    @Test
    void chargesWhatIsPutBackAsWell() {
        Limit ten = LongWindows.of(Algorithm.TOKEN, 10);
        RateLimiter limiter = limiting(
                rule("before", ten).withCountWhen(FAILURES), rule("after", ten).withCountWhen(FAILURES.afterwards()));
        RateLimitContext context = admit(limiter);
        context.charge(4);
        context.settle(200);
        assertLeft(limiter, "before", 6);
        assertLeft(limiter, "after", 6);
    }

    @Test
    void owesOneCapacityAtMost() {
        RateLimiter limiter = limiting(rule("a", HOURLY));
        RateLimitContext context = admit(limiter);
        context.charge(Rule.MAX_COST);
        context.charge("a", Rule.MAX_COST);
        context.charge("a", Rule.MAX_COST);
        context.settle(200);
        Verdict denied = admit(limiter).verdict();
        assertThat(denied.allowed()).isFalse();
        assertThat(denied.retryAfterMillis()).isBetween(hours(6) - 60_000, hours(6));
    }

    @Test
    void refusesUnitsThatAreNone() {
        RateLimitContext context = admit(limiting(rule("a", FIVE)));
        for (long units : new long[] {-1, Rule.MAX_COST + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> context.charge(units))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(units + " is out of range; accepted are 0 to 1000000000000000");
            assertThatThrownBy(() -> context.charge("a", units))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(units + " is out of range");
        }
        context.charge(0);
        context.charge("a", 0);
    }

    @Test
    void chargesNothingAfterADenial() {
        RateLimiter limiter = limiting(rule("a", HOURLY), rule("b", LongWindows.of(Algorithm.TOKEN, 1)));
        serve(limiter, 200);
        RateLimitContext denied = admit(limiter);
        denied.charge(3);
        denied.charge("a", 1);
        denied.settle(200);
        denied.charge(3);
        assertThat(denied.verdict().allowed()).isFalse();
        assertLeft(limiter, "a", 4);
    }

    @Test
    void chargesNothingOfAShadowThatHadNoRoom() {
        RateLimiter limiter =
                limiting(rule("all", FIVE), rule("shy", HOURLY).withCost(5).withMode(Mode.SHADOW));
        serve(limiter, 200);
        RateLimitContext over = admit(limiter);
        over.charge(1);
        over.settle(200);
        assertLeft(limiter, "all", 2);
        assertThat(look(limiter, "shy").nextAfterMillis()).isLessThanOrEqualTo(hours(1));
    }
}
