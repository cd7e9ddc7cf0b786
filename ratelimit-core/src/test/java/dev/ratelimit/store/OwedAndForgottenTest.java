package dev.ratelimit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.StoreException.Trouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was admitted here while Redis was lost is known to Redis afterwards, or at least here. */
class OwedAndForgottenTest {

    private static final Limit DAY = Limit.perDay(10);
    private static final Limit MINUTE = Limit.window(Algorithm.FIXED_WINDOW, 10, Duration.ofMinutes(1));

    private final ManualClock there = new ManualClock();
    private final ManualClock here = new ManualClock();
    private final Deaf redis = new Deaf(new MemoryStore(there, Source.REDIS, 10_000));
    private final LocalCounts local = new LocalCounts(here, 10_000, () -> 1);
    private final Store owing = local.owing();
    private final ChargingBack back = new ChargingBack(redis, local);

    /** A store that calls may not reach. */
    private static final class Deaf implements Store {

        private final Store store;
        private boolean reached = true;

        Deaf(Store store) {
            this.store = store;
        }

        @Override
        public Answer decide(Call call) {
            if (!reached) {
                throw new StoreException(Trouble.TIMEOUT, "as the test wants it", null);
            }
            return store.decide(call);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private void pass(long millis) {
        there.advanceMillis(millis);
        here.advanceMillis(millis);
    }

    /** Redis answers, as it does all the time before it is lost. */
    private void hear(Limit limit) {
        Call call = Charges.take(Charges.charge("rule", limit, "bob", 1));
        local.heard(call, redis.decide(call));
    }

    private static long left(Store store, Limit limit, String subject) {
        return Charges.take(store, limit, subject, 0).remaining();
    }

    /** Three outages of a day; the end of the second must not wash away what only this JVM knows of the first. */
    @Test
    void whatCouldNotBeChargedStaysKnownHereAfterTheNextOutage() {
        Charges.take(owing, DAY, "alice", 10);
        redis.reached = false;
        back.first(charge -> true);
        redis.reached = true;
        back.rest(charge -> true, true);
        assertThat(left(local, DAY, "alice")).as("after the first").isZero();
        Charges.take(owing, DAY, "bob", 1);
        back.rest(charge -> true, true);
        assertThat(left(local, DAY, "alice")).as("after the second").isZero();
    }

    /** Redis is at 0:20 and this node at 0:50 of a minute. */
    @Test
    void aNodeWhoseClockIsAheadChargesTheWindowThatRunsOnRedis() {
        there.advanceMillis(20_000 - there.millis() % 60_000 + 60_000);
        here.advanceMillis(there.millis() + 30_000 - here.millis());
        hear(MINUTE);
        Charges.take(owing, MINUTE, "alice", 10);
        pass(15_000);
        back.first(charge -> true);
        assertThat(left(redis, MINUTE, "alice"))
                .as("an outage is no free quota")
                .isZero();
    }

    /** Redis is at 0:55 and this node at 0:25 of a minute. */
    @Test
    void aNodeWhoseClockIsBehindDoesNotChargeTheNextWindowOnRedis() {
        there.advanceMillis(55_000 - there.millis() % 60_000 + 60_000);
        here.advanceMillis(there.millis() - 30_000 - here.millis());
        hear(MINUTE);
        Charges.take(owing, MINUTE, "alice", 10);
        pass(10_000);
        back.first(charge -> true);
        assertThat(left(redis, MINUTE, "alice"))
                .as("a window of which nobody took")
                .isEqualTo(10);
    }

    /** Servers of a cluster decide one call, each by its own clock. */
    @Test
    void whatAServerSaidLastIsUnderstoodByItsOwnClock() {
        LastKnown known = new LastKnown(here);
        Charge first = Charges.charge("rule", DAY, "alice", 1);
        Charge second = Charges.charge("rule", DAY, "bob", 1);
        Call call = Charges.take(first, second);
        long now = here.millis();
        long early = now - 20_000;
        known.heard(
                call,
                new Answer.Decided(
                        now,
                        List.of(usedUp(first, now + 10_000), usedUp(second, early + 10_000)),
                        List.of(now, early)));
        here.advanceMillis(5_000);
        assertThat(known.of(first.bucket()).used(DAY, here.millis())).isEqualTo(10);
        assertThat(known.of(second.bucket()).used(DAY, here.millis())).isEqualTo(10);
    }

    private static Decision usedUp(Charge charge, long resetAt) {
        return new Decision(charge.rule(), charge.policy(), DAY, false, true, 0, 10_000, resetAt, 10_000, Source.REDIS);
    }
}
