package dev.ratelimit.store;

import static dev.ratelimit.store.Charges.charge;
import static dev.ratelimit.store.Charges.inGroup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of several tags, on a store in this JVM, where nothing is split over nodes but everything over tags. */
class TagSplitTest extends StoreContract {

    private static final Limit TEN = LongWindows.of(Algorithm.TOKEN, 10);

    private final UserRecords records = new UserRecords(new SteadyClock(), 100, Duration.ofDays(1));
    private final MemoryStore memory = new MemoryStore(new SteadyClock(), Source.MEMORY, 10_000, records);
    private final TagSplit split = new TagSplit(memory);

    @Override
    protected Store store() {
        return split;
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void putsBackWhatOneTagTookWhenAnotherDenies(Algorithm algorithm) {
        Limit roomy = LongWindows.of(algorithm, 10);
        Charge alice = charge("roomy", roomy, "alice", 2);
        Charge bob = charge("tight", LongWindows.of(algorithm, 1), "bob", 1);
        decide(alice, bob);
        for (int i = 0; i < 3; i++) {
            List<Decision> decisions = decide(alice, bob).decisions();
            assertThat(decisions).extracting(Decision::allowed).containsExactly(true, false);
            assertThat(decisions.get(0).remaining())
                    .as("as if it had never been taken")
                    .isEqualTo(8);
        }
        assertThat(decide(alice.look()).decisions().get(0).remaining()).isEqualTo(8);
        assertThat(split.putBack()).isEqualTo(3);
        assertThat(split.notPutBack()).isZero();
    }

    @Test
    void answersInTheOrderOfTheChargesWhateverTheirTags() {
        assertThat(decide(charge("a", TEN, "alice", 1), charge("b", TEN, "bob", 2), charge("c", TEN, "alice", 3))
                        .decisions())
                .extracting(Decision::rule, Decision::remaining)
                .containsExactly(tuple("a", 9L), tuple("b", 8L), tuple("c", 7L));
    }

    @Test
    void aShadowRuleOfAnotherTagIsChargedWithThePassedRequestOnly() {
        Charge enforced = charge("enforced", TEN, "alice", 6);
        Charge shadow = inGroup(1, "shadow", TEN, "bob", 1);
        decide(enforced, shadow);
        assertThat(decide(enforced, shadow).decisions())
                .extracting(Decision::remaining)
                .containsExactly(4L, 9L);
        assertThat(decide(shadow.look()).decisions().get(0).remaining()).isEqualTo(9);
    }

    @Test
    void whatAShadowRuleDeniesKeepsNothingElseFromBeingCharged() {
        Charge enforced = charge("enforced", TEN, "alice", 1);
        Charge shadow = inGroup(1, "shadow", TEN, "bob", 11);
        assertThat(decide(enforced, shadow).decisions())
                .extracting(Decision::remaining)
                .containsExactly(9L, 10L);
        assertThat(split.putBack()).isZero();
    }

    @Test
    void putsBackWhatWasTakenByAnOutdatedProfile() {
        records.change("alice", Map.of("max_tokens", "5"));
        Charge byAddress = charge("address", TEN, "192.0.2.1", 1);
        Call call = new Call(
                Action.TAKE,
                List.of(byAddress, charge("default", TEN, "alice", 1)),
                new AssumedUser("alice", 0, 60_000, false, Map.of()));
        assertThat(split.decide(call)).isInstanceOf(Answer.OtherProfile.class);
        assertThat(decide(byAddress.look()).decisions().get(0).remaining()).isEqualTo(10);
    }

    @Test
    void asksForTheProfileOfAUserWhoIsNotCounted() {
        records.change("alice", Map.of("max_tokens", "5"));
        Call call = new Call(
                Action.TAKE,
                List.of(charge("address", TEN, "192.0.2.1", 1)),
                new AssumedUser("alice", 0, 60_000, false, Map.of()));
        assertThat(split.decide(call)).isInstanceOf(Answer.OtherProfile.class);
    }

    @Test
    void putsBackOnlyWhatWasCounted() {
        Charge uncounted = new Charge("a", TEN, List.of("alice"), 1, Charge.ENFORCED, FailurePolicy.ALLOW);
        Charge refused = new Charge("b", TEN, List.of("bob"), 1, Charge.ENFORCED, FailurePolicy.DENY);
        Charge local = new Charge("c", TEN, List.of("carol"), 1, Charge.ENFORCED, FailurePolicy.LOCAL);
        TagSplit failing = new TagSplit(new FailurePolicies(memory, new SteadyClock()));
        List<Decision> decisions = Charges.decided(failing, Charges.take(uncounted, refused, local))
                .decisions();
        assertThat(decisions)
                .extracting(Decision::source)
                .containsExactly(Source.FAIL_OPEN, Source.FAIL_CLOSED, Source.MEMORY);
        assertThat(decisions.get(2).remaining()).isEqualTo(10);
    }

    private Answer.Decided decide(Charge... charges) {
        return Charges.decided(split, Charges.take(charges));
    }
}
