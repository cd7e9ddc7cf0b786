package dev.ratelimit.store;

import static dev.ratelimit.store.Charges.charge;
import static dev.ratelimit.store.Charges.decided;
import static dev.ratelimit.store.Charges.inGroup;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store promises. Runs by the store's own clock, under limits of some 200 days. */
public abstract class StoreContract {

    private static final Limit TOKEN = LongWindows.of(Algorithm.TOKEN, 10);
    private static final Limit LEAKY = LongWindows.of(Algorithm.LEAKY, 10);
    private static final Limit MONTHLY = LongWindows.ofCalendar(10);
    private static final Limit LOG = LongWindows.of(Algorithm.SLIDING_WINDOW_LOG, 10);

    private final String subject = Charges.newSubject();

    /** The store under test; the same one throughout a test. */
    protected abstract Store store();

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void admitsTheLimitAndThenDenies(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        for (int left = 9; left >= 0; left--) {
            Decision decision = take(limit, 1);
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.remaining()).isEqualTo(left);
            assertThat(decision.retryAfterMillis()).isZero();
        }
        Decision denied = take(limit, 1);
        assertThat(denied.allowed()).isFalse();
        assertThat(denied.denies()).isTrue();
        assertThat(denied.remaining()).isZero();
        assertThat(denied.limit()).isEqualTo(limit);
        assertThat(denied.rule()).isEqualTo("rule");
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void namesTheTimeToWaitToTheMillisecond(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        long window = limit.fillMillis();
        long start = decide(take(limit, 10, 0)).nowMillis();
        Answer.Decided answer = decide(take(limit, 1, 0));
        long now = answer.nowMillis();
        Decision denied = answer.decisions().get(0);
        long boundary = start - start % window + window;
        long free = switch (algorithm) {
            case TOKEN, LEAKY -> start + window / 10;
            case FIXED_WINDOW -> boundary;
            case SLIDING_WINDOW_LOG -> start + window;
            // A tenth of the next window must pass before nine of ten count.
            case SLIDING_WINDOW_COUNTER -> boundary + window / 10;
        };
        long full = switch (algorithm) {
            case FIXED_WINDOW -> boundary;
            case SLIDING_WINDOW_COUNTER -> boundary + window;
            default -> start + window;
        };
        assertThat(now + denied.retryAfterMillis()).isEqualTo(free);
        assertThat(now + denied.nextAfterMillis()).isEqualTo(free);
        assertThat(denied.resetAtMillis()).isEqualTo(full);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void takesWholeCostsOnly(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        assertThat(take(limit, 7).remaining()).isEqualTo(3);
        Decision denied = take(limit, 4);
        assertThat(denied.allowed()).isFalse();
        assertThat(denied.remaining()).isEqualTo(3);
        assertThat(denied.retryAfterMillis()).isPositive();
        assertThat(take(limit, 3).remaining()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void showsAFreshBucketAsFull(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        Answer.Decided answer = decide(take(limit, 0, 0));
        Decision peek = answer.decisions().get(0);
        assertThat(peek.remaining()).isEqualTo(10);
        assertThat(peek.nextAfterMillis()).isEqualTo(Decision.NEVER);
        assertThat(peek.resetAtMillis()).isEqualTo(answer.nowMillis());
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void looksForNothing(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        take(limit, 10);
        for (int i = 0; i < 3; i++) {
            Decision peek = take(limit, 0);
            assertThat(peek.allowed()).isTrue();
            assertThat(peek.remaining()).isZero();
        }
        assertThat(take(limit, 1).allowed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void saysThatACostNeverFits(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        Decision decision = take(limit, 11);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.neverFits()).isTrue();
        assertThat(decision.retryAfterMillis()).isEqualTo(Decision.NEVER);
        assertThat(decision.remaining()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void chargesIntoADebtOfOneCapacity(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        assertThat(act(Action.CHARGE, limit, 1_000).allowed()).isTrue();
        assertThat(act(Action.CHARGE, limit, 1_000).remaining()).isZero();
        long now = decide(take(limit, 0, 0)).nowMillis();
        assertThat(act(Action.putBack(now), limit, 10).remaining()).isZero();
        assertThat(take(limit, 1).allowed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void putsBackWhatAnAnswerTook(Algorithm algorithm) {
        Limit limit = LongWindows.of(algorithm, 10);
        Answer.Decided taken = decide(take(limit, 8, 0));
        Decision back = act(Action.putBack(taken.nowMillis()), limit, 5);
        assertThat(back.remaining()).isEqualTo(7);
        assertThat(take(limit, 7).allowed()).isTrue();
        assertThat(take(limit, 1).allowed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void keepsWhatWasUsedWhenTheLimitChanges(Algorithm algorithm) {
        Limit ten = LongWindows.of(algorithm, 10);
        Limit hundred = LongWindows.of(algorithm, 100);
        Limit five = LongWindows.of(algorithm, 5);
        take(ten, 8);
        assertThat(take(hundred, 0).remaining()).isEqualTo(92);
        assertThat(take(five, 1).allowed()).isFalse();
        assertThat(take(hundred, 2).remaining()).isEqualTo(90);
        assertThat(take(ten, 1).allowed()).isFalse();
    }

    @Test
    void countsAWindowOfTheCalendarUntilItEnds() {
        long start = decide(take(MONTHLY, 0, 0)).nowMillis();
        long end = requireNonNull(MONTHLY.calendar()).end(start);
        Answer.Decided taken = decide(take(MONTHLY, 8, 0));
        assertThat(taken.decisions().get(0).resetAtMillis()).isEqualTo(end);
        Answer.Decided denied = decide(take(MONTHLY, 3, 0));
        assertThat(denied.nowMillis() + denied.decisions().get(0).retryAfterMillis())
                .isEqualTo(end);
        assertThat(act(Action.putBack(taken.nowMillis()), MONTHLY, 5).remaining())
                .isEqualTo(7);
        assertThat(act(Action.CHARGE, MONTHLY, 12).remaining()).isZero();
        assertThat(take(MONTHLY.sized(100), 5).remaining()).isEqualTo(80);
        assertThat(take(LongWindows.of(Algorithm.FIXED_WINDOW, 10), 1).remaining())
                .as("off the grid of another window")
                .isEqualTo(9);
    }

    @Test
    void keepsSubjectsRulesAndNamedLimitsApart() {
        Call call = Charges.take(
                charge("a", TOKEN, subject, 1),
                charge("b", TOKEN, subject, 2),
                charge("a", TOKEN.named("x"), subject, 3),
                charge("a", LEAKY, subject, 4),
                charge("a", TOKEN, subject + "'", 5));
        assertThat(remaining(call)).containsExactly(9L, 8L, 7L, 6L, 5L);
        assertThat(remaining(call)).containsExactly(8L, 6L, 4L, 2L, 0L);
    }

    @Test
    void chargesNoBucketWhenOneDenies() {
        Charge roomy = charge("roomy", TOKEN, subject, 1);
        Charge tight = charge("tight", LOG, subject, 6);
        assertThat(remaining(Charges.take(roomy, tight))).containsExactly(9L, 4L);
        Answer.Decided denied = decide(Charges.take(roomy, tight));
        assertThat(denied.decisions()).extracting(Decision::allowed).containsExactly(true, false);
        assertThat(remaining(Charges.take(peek(roomy), peek(tight)))).containsExactly(9L, 4L);
    }

    @Test
    void answersInTheOrderOfTheCharges() {
        Charge[] charges = {
            charge("z", LOG, subject, 1), charge("a", TOKEN, subject, 2), inGroup(1, "m", LEAKY, subject, 3)
        };
        assertThat(decide(Charges.take(charges)).decisions())
                .extracting(Decision::rule)
                .containsExactly("z", "a", "m");
    }

    @Test
    void aShadowRuleDeniesNothing() {
        Charge enforced = charge("enforced", TOKEN, subject, 1);
        Charge shadow = inGroup(1, "shadow", LEAKY, subject, 11);
        List<Decision> decisions = decide(Charges.take(enforced, shadow)).decisions();
        assertThat(decisions).extracting(Decision::denies).containsExactly(false, false);
        assertThat(decisions).extracting(Decision::allowed).containsExactly(true, false);
        assertThat(decisions).extracting(Decision::enforced).containsExactly(true, false);
        assertThat(remaining(Charges.take(peek(enforced), peek(shadow)))).containsExactly(9L, 10L);
    }

    @Test
    void aShadowRuleIsChargedAsAWholeAndWithThePassedRequestOnly() {
        Charge enforced = charge("enforced", TOKEN, subject, 5);
        Charge first = inGroup(1, "shadow", LEAKY, subject, 1);
        Charge second = inGroup(1, "shadow", LOG, subject, 6);
        Charge other = inGroup(2, "other", LEAKY, subject, 2);
        Call call = Charges.take(enforced, first, second, other);
        Call look = Charges.take(peek(enforced), peek(first), peek(second), peek(other));
        decide(call);
        assertThat(remaining(look)).containsExactly(5L, 9L, 4L, 8L);
        decide(call);
        assertThat(remaining(look))
                .as("the second limit of the shadow would not pass")
                .containsExactly(0L, 9L, 4L, 6L);
        decide(call);
        assertThat(remaining(look)).as("the enforced rule denied").containsExactly(0L, 9L, 4L, 6L);
    }

    @Test
    void refusesACallThatMeetsABucketTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Charges.take(charge("a", TOKEN, subject, 1), charge("a", TOKEN.withBurst(20), subject, 1)))
                .withMessageContaining("twice")
                .withMessageContaining(subject);
    }

    private static Charge peek(Charge charge) {
        return inGroup(
                charge.group(), charge.rule(), charge.limit(), charge.subject().get(0), 0);
    }

    private List<Long> remaining(Call call) {
        return decide(call).decisions().stream().map(Decision::remaining).toList();
    }

    private Answer.Decided decide(Call call) {
        return decided(store(), call);
    }

    private Call take(Limit limit, long cost, int group) {
        return Charges.take(inGroup(group, "rule", limit, subject, cost));
    }

    private Decision take(Limit limit, long cost) {
        return act(Action.TAKE, limit, cost);
    }

    private Decision act(Action action, Limit limit, long cost) {
        return Charges.decide(store(), action, limit, subject, cost);
    }
}
