package dev.ratelimit.event;

import static dev.ratelimit.store.Charges.charge;
import static dev.ratelimit.store.Charges.inGroup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.event.LimitEvent.QuotaUsed;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.ManualClock;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private static final Limit DAILY = Limit.window(Algorithm.FIXED_WINDOW, 10, Duration.ofDays(1));

    private final ManualClock clock = new ManualClock();
    private final Quotas quotas = new Quotas(clock);
    private final Store store = watched(Source.MEMORY, quotas);

    @Test
    void tellsOfFourFifthsAndOfAllOnceUntilTheBucketIsNew() {
        Instant end = Instant.parse("2023-11-15T00:00:00Z");
        take(7);
        assertThat(drain()).isEmpty();
        take(1);
        assertThat(drain())
                .containsExactly(new QuotaUsed(clock.instant(), "daily", "daily", List.of("alice"), 80, 10, end));
        take(1);
        assertThat(drain()).as("nine").isEmpty();
        take(1);
        assertThat(drain())
                .containsExactly(new QuotaUsed(clock.instant(), "daily", "daily", List.of("alice"), 100, 10, end));
        take(1);
        assertThat(drain()).as("a denial").isEmpty();
        clock.advance(Duration.between(clock.instant(), end));
        take(8);
        assertThat(drain()).extracting(QuotaUsed::percent).containsExactly(80);
    }

    @Test
    void whoHasUsedAllIsNotToldToHaveUsedMost() {
        Limit bucket = Limit.perDay(10);
        take("daily", bucket, 8);
        take("daily", bucket, 2);
        assertThat(drain()).extracting(QuotaUsed::percent).containsExactly(100);
        clock.advance(Duration.ofHours(3));
        take("daily", bucket, 0);
        take("daily", bucket, 1);
        assertThat(drain()).isEmpty();
    }

    @Test
    void tellsOfEachSubjectRuleAndSizeOfALimit() {
        take(10);
        take("weekly", DAILY, 10);
        store.decide(Charges.take(charge("daily", DAILY, "bob", 10)));
        assertThat(drain()).hasSize(3);
        take("daily", DAILY.sized(50), 35);
        assertThat(drain()).extracting(QuotaUsed::limit).containsExactly(50L);
    }

    @Test
    void whatIsNewWithinAnHourIsNoQuota() {
        take("minute", Limit.perMinute(5), 5);
        take("burst", Limit.of(59, Duration.ofMinutes(59)), 59);
        assertThat(drain()).isEmpty();
        take("hour", Limit.perHour(5), 5);
        assertThat(drain()).hasSize(1);
    }

    @Test
    void aDenialOfWhatIsNotEnoughIsAllAndOneOfWhatNeverFitsIsNot() {
        take(9);
        assertThat(drain()).extracting(QuotaUsed::percent).containsExactly(80);
        take(11);
        assertThat(drain()).as("never fits").isEmpty();
        take(2);
        assertThat(drain()).extracting(QuotaUsed::percent).containsExactly(100);
    }

    @Test
    void shadowRulesLooksAndPuttingBackAreNothingToTellOf() {
        store.decide(Charges.take(inGroup(1, "shadow", DAILY, "alice", 10)));
        assertThat(drain()).as("shadow").isEmpty();
        Store unwatched = watched(Source.MEMORY, new Quotas(clock));
        Store watched = new QuotaWatch(unwatched, quotas);
        unwatched.decide(Charges.take(charge("daily", DAILY, "alice", 10)));
        watched.decide(Charges.take(charge("daily", DAILY, "alice", 0)));
        watched.decide(Call.putBack(List.of(charge("daily", DAILY, "alice", 1)), clock.millis(), Source.MEMORY));
        assertThat(drain()).isEmpty();
    }

    @Test
    void whatIsChargedAfterTheResponseIsToldOf() {
        store.decide(Charges.call(Action.CHARGE, charge("daily", DAILY, "alice", 9)));
        assertThat(drain()).extracting(QuotaUsed::percent).containsExactly(80);
    }

    @Test
    void theShareOfANodeIsNotTheLimit() {
        watched(Source.LOCAL, quotas).decide(Charges.take(charge("daily", DAILY, "alice", 10)));
        assertThat(drain()).isEmpty();
    }

    @Test
    void ofSeveralNodesOneTells() {
        Set<String> claimed = new HashSet<>();
        Claims claims = (what, far, life) -> claimed.add(what + far);
        Quotas others = new Quotas(clock);
        take(8);
        watched(Source.MEMORY, others).decide(Charges.take(charge("daily", DAILY, "alice", 8)));
        assertThat(quotas.drain(clock.instant(), claims)).hasSize(1);
        assertThat(others.drain(clock.instant(), claims)).isEmpty();
        take(2);
        assertThat(quotas.drain(clock.instant(), claims)).as("all of it").hasSize(1);
    }

    @Test
    void tellsItselfWhereOthersCannotBeAsked() {
        take(8);
        store.decide(Charges.take(charge("daily", DAILY, "bob", 8)));
        Set<String> asked = new HashSet<>();
        assertThat(quotas.drain(clock.instant(), (what, far, life) -> {
                    asked.add(what);
                    throw new StoreException(Trouble.TIMEOUT, "late", null);
                }))
                .hasSize(2);
        assertThat(asked).as("not once for each").hasSize(1);
        assertThat(drain()).isEmpty();
    }

    @Test
    void notesAThousandAtMostAndTheRestLater() {
        Quotas many = new Quotas(clock);
        Store watched = watched(Source.MEMORY, many);
        int noted = 0;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1_500; i++) {
                watched.decide(Charges.take(charge("daily", DAILY, "user" + i, round == 0 ? 10 : 1)));
            }
            int told = many.drain(clock.instant(), Claims.ALONE).size();
            assertThat(told).isLessThanOrEqualTo(1_000);
            noted += told;
        }
        assertThat(noted).isEqualTo(1_500);
    }

    private Store watched(Source source, Quotas by) {
        return new QuotaWatch(new MemoryStore(clock, source, 10_000), by);
    }

    private void take(long cost) {
        take("daily", DAILY, cost);
    }

    private void take(String rule, Limit limit, long cost) {
        store.decide(Charges.take(charge(rule, limit, "alice", cost)));
    }

    private List<QuotaUsed> drain() {
        return quotas.drain(clock.instant(), Claims.ALONE);
    }
}
