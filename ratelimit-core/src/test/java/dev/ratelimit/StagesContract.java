package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.CountWhen;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.LongWindows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that meet their rules in two stages, as behind a Servlet filter and a JAX-RS one, wherever buckets are kept. */
abstract class StagesContract extends AdmissionContract {

    private static final Limit ONE = LongWindows.of(Algorithm.TOKEN, 1);

    private static boolean isOuter(Rule rule) {
        return rule.id().startsWith("outer");
    }

    /** Through a first stage for the outer rules and a second for all. */
    static RateLimitContext both(RateLimiter limiter) {
        RateLimitContext context = outer(limiter);
        limiter.admit(request(), context, rule -> true);
        return context;
    }

    private static RateLimitContext outer(RateLimiter limiter) {
        RateLimitContext context = RateLimitContext.uncounted();
        limiter.admit(request(), context, StagesContract::isOuter);
        return context;
    }

    @Test
    void noRuleDecidesTwice() {
        RateLimiter limiter = limiting(rule("outer", FIVE), rule("inner", FIVE));
        RateLimitContext context = both(limiter);
        limiter.admit(request(), context, rule -> true);
        assertThat(context.verdict().decisions())
                .extracting(Decision::rule)
                .containsExactlyInAnyOrder("outer", "inner");
        context.settle(200);
        assertLeft(limiter, "outer", 4);
        assertLeft(limiter, "inner", 4);
    }

    @Test
    void eachStageDecidesByItsOwnRules() {
        RateLimiter limiter = limiting(rule("outer", FIVE), rule("inner", ONE));
        RateLimitContext context = outer(limiter);
        assertThat(context.verdict().decisions()).extracting(Decision::rule).containsExactly("outer");
        assertLeft(limiter, "inner", 1);
    }

    @Test
    void theVerdictListsBothStagesTheBindingDecisionFirst() {
        RateLimiter limiter = limiting(
                rule("outer", FIVE), rule("outer-wide", LongWindows.of(Algorithm.TOKEN, 100)), rule("inner", ONE));
        assertThat(both(limiter).verdict().decisions())
                .extracting(Decision::rule)
                .containsExactly("inner", "outer", "outer-wide");

        RateLimiter other = limiting(rule("outer.b", ONE), rule("inner.b", FIVE));
        assertThat(both(other).verdict().decisions()).extracting(Decision::rule).containsExactly("outer.b", "inner.b");
    }

    @Test
    void aDenialOfTheSecondStagePutsBackWhatTheFirstOneTook() {
        RateLimiter limiter = limiting(
                rule("outer", LongWindows.of(Algorithm.SLIDING_WINDOW_LOG, 5), FIVE)
                        .withCost(2),
                rule("outer-shy", FIVE).withMode(Mode.SHADOW),
                rule("inner", ONE));
        both(limiter);
        List<Decision> before = looks(limiter);
        RateLimitContext context = outer(limiter);
        assertThat(looks(limiter)).isNotEqualTo(before);
        limiter.admit(request(), context, rule -> true);

        Verdict verdict = context.verdict();
        assertThat(verdict.allowed()).isFalse();
        assertThat(verdict.decisions().get(0).rule()).isEqualTo("inner");
        assertThat(looks(limiter)).isEqualTo(before);
        assertThat(verdict.decisions())
                .filteredOn(decision -> decision.policy().equals("outer.token"))
                .as("it tells how they stand now")
                .singleElement()
                .extracting(Decision::remaining)
                .isEqualTo(3L);
        context.settle(200);
        context.charge(1);
        assertThat(looks(limiter)).as("once").isEqualTo(before);
    }

    /** How the outer buckets stand, but for times, which go on. */
    private static List<Decision> looks(RateLimiter limiter) {
        List<Decision> decisions = new ArrayList<>(limiter.look("outer", CLIENT).decisions());
        decisions.addAll(limiter.look("outer-shy", CLIENT).decisions());
        return decisions.stream()
                .map(decision -> new Decision(
                        decision.rule(),
                        decision.policy(),
                        decision.limit(),
                        decision.allowed(),
                        decision.enforced(),
                        decision.remaining(),
                        0,
                        0,
                        0,
                        decision.source()))
                .toList();
    }

    @Test
    void aDenialOfTheFirstStageIsTheVerdict() {
        RateLimiter limiter = limiting(rule("outer", ONE), rule("inner", FIVE));
        assertThat(outer(limiter).verdict().allowed()).isTrue();
        assertThat(outer(limiter).verdict().allowed()).isFalse();
        assertLeft(limiter, "inner", 5);
    }

    @Test
    void bothStagesAreSettledAndCharged() {
        CountWhen failures = CountWhen.of("4xx");
        RateLimiter limiter = limiting(
                rule("outer", FIVE).withCountWhen(failures),
                rule("inner", FIVE).withCountWhen(failures.afterwards()),
                rule("inner.all", FIVE));
        RateLimitContext good = both(limiter);
        good.charge(1);
        good.settle(200);
        assertLeft(limiter, "outer", 4);
        assertLeft(limiter, "inner", 4);
        assertLeft(limiter, "inner.all", 3);
        both(limiter).settle(404);
        assertLeft(limiter, "outer", 3);
        assertLeft(limiter, "inner", 3);
        assertLeft(limiter, "inner.all", 2);
    }

    @Test
    void aUserWhoIsNewIsChargedOnceByEachStage() {
        RateLimiter limiter = limiting(
                Rule.of("outer", Key.of("user"), FIVE),
                Rule.of("inner", Key.of("user"), FIVE),
                Rule.of("default", Key.of("user"), FIVE));
        TestRequest request = request().principal("alice");
        RateLimitContext context = RateLimitContext.uncounted();
        limiter.admit(request, context, StagesContract::isOuter);
        limiter.admit(request, context, rule -> true);
        assertThat(context.verdict().decisions()).hasSize(3).allMatch(decision -> decision.remaining() == 4);
    }

    @Test
    void whoIsDeniedMeanwhileIsRefusedAtTheSecondStage() {
        RateLimiter limiter = limiting(rule("outer", FIVE), rule("inner", FIVE));
        RateLimitContext context = outer(limiter);
        limiter.denyList().put("ip:" + CLIENT, "spam", "carol", null);
        limiter.admit(request(), context, rule -> true);
        assertThat(context.verdict().allowed()).isFalse();
        assertThat(context.verdict().source()).isEqualTo(Source.DENY_LIST);
        context.settle(200);
        limiter.denyList().remove("ip:" + CLIENT);
        assertLeft(limiter, "outer", 5);
        assertLeft(limiter, "inner", 5);
    }

    @Test
    void whoIsAllowedMeanwhileIsCountedByTheFirstStageOnly() {
        RateLimiter limiter = limiting(rule("outer", FIVE), rule("inner", FIVE));
        RateLimitContext context = outer(limiter);
        limiter.allowList().put("ip:" + CLIENT, "", "carol", null);
        limiter.admit(request(), context, rule -> true);
        assertThat(context.verdict().allowed()).isTrue();
        assertThat(context.verdict().decisions()).extracting(Decision::rule).containsExactly("outer");
        assertLeft(limiter, "outer", 4);
        assertLeft(limiter, "inner", 5);
    }

    @Test
    void theSecondStageCountsNothingWhenAllIsSwitchedOffMeanwhile() {
        RateLimiter limiter = limiting(rule("outer", FIVE), rule("inner", FIVE));
        RateLimitContext context = outer(limiter);
        limiter.modeRepository().set(Mode.OFF, null, "carol");
        limiter.admit(request(), context, rule -> true);
        assertThat(context.verdict().allowed()).isTrue();
        assertThat(context.verdict().decisions()).extracting(Decision::rule).containsExactly("outer");
        limiter.modeRepository().set(Mode.ENFORCE, null, "carol");
        assertLeft(limiter, "outer", 4);
        assertLeft(limiter, "inner", 5);
    }

    @Test
    void theSecondStageDeniesNothingWhenAllIsAShadow() {
        RateLimiter limiter = limiting(rule("outer", FIVE), rule("inner", ONE));
        limiter.modeRepository().set(Mode.SHADOW, null, "carol");
        both(limiter);
        Verdict over = both(limiter).verdict();
        assertThat(over.allowed()).isTrue();
        assertThat(over.decisions())
                .filteredOn(decision -> !decision.allowed())
                .extracting(Decision::rule)
                .containsExactly("inner");
        assertLeft(limiter, "outer", 3);
    }

    @Test
    void whatOneLimiterDeniesIsPutBackInTheOther() {
        RateLimiter filter = limiting(rule("outer", FIVE), rule("shared", FIVE));
        RateLimiter resources = limiting(rule("inner", ONE), rule("shared", FIVE));
        RateLimitContext passed = throughBoth(filter, resources);
        assertThat(passed.verdict().decisions())
                .as("one id, one rule")
                .extracting(Decision::rule)
                .containsExactlyInAnyOrder("outer", "shared", "inner");
        passed.charge(1);
        passed.settle(200);
        assertLeft(filter, "outer", 3);
        assertLeft(filter, "shared", 3);

        assertThat(throughBoth(filter, resources).verdict().allowed()).isFalse();
        assertLeft(filter, "outer", 3);
        assertLeft(filter, "shared", 3);
    }

    private static RateLimitContext throughBoth(RateLimiter first, RateLimiter second) {
        RateLimitContext context = admit(first);
        second.admit(request(), context, rule -> true);
        return context;
    }

    @Test
    void anErrorPageIsNoRequestOfItsOwn() {
        RateLimiter limiter = limiting(rule("outer", FIVE).withCountWhen(CountWhen.of("401")), rule("inner", ONE));
        both(limiter).settle(200);
        for (int status : new int[] {200, 401, 401}) {
            RateLimitContext context = outer(limiter);
            context.settle(status);
            limiter.admit(request(), context, rule -> true);
            assertThat(context.verdict().allowed()).isTrue();
        }
        assertLeft(limiter, "outer", 3);

        RateLimitContext refused = both(limiter);
        assertThat(refused.verdict().allowed()).isFalse();
        limiter.admit(request(), refused, rule -> true);
        assertThat(refused.verdict().decisions())
                .extracting(Decision::rule)
                .containsExactlyInAnyOrder("outer", "inner");
        assertLeft(limiter, "outer", 3);
    }

    @Test
    void aListenerHearsOfEachStage() {
        List<Verdict> heard = new ArrayList<>();
        RateLimiter limiter = opened(builder()
                .rules(List.of(rule("outer", FIVE), rule("inner", ONE)))
                .listener((verdict, took) -> heard.add(verdict))
                .build());
        both(limiter);
        both(limiter);
        assertThat(heard).extracting(Verdict::allowed).containsExactly(true, true, true, false);
        assertThat(heard).allMatch(verdict -> verdict.decisions().size() == 1);
    }
}
