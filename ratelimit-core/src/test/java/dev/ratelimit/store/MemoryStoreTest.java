package dev.ratelimit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemoryStoreTest extends StoreContract {

    private static final int CAP = 640;

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(clock, Source.MEMORY, CAP);
    private final Limit limit = LongWindows.of(Algorithm.TOKEN, 1);

    @Override
    protected Store store() {
        return store;
    }

    @Test
    void marksDecisionsWithItsSource() {
        assertThat(Charges.take(store, limit, "a", 1).source()).isEqualTo(Source.MEMORY);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void admitsAgainAfterTheNamedWait(Algorithm algorithm) {
        Limit perMinute = algorithm.windowed()
                ? Limit.window(algorithm, 10, Duration.ofMinutes(1))
                : Limit.bucket(algorithm, 10, 10, Duration.ofMinutes(1));
        Charges.take(store, perMinute, "a", 10);
        Decision denied = Charges.take(store, perMinute, "a", 3);
        clock.advanceMillis(denied.retryAfterMillis() - 1);
        assertThat(Charges.take(store, perMinute, "a", 3).allowed()).isFalse();
        clock.advanceMillis(1);
        assertThat(Charges.take(store, perMinute, "a", 3).allowed()).isTrue();
    }

    @Test
    void holdsAsManyAsItsCapUnderAFloodOfNewKeys() {
        for (int i = 0; i < 4 * CAP; i++) {
            Charges.take(store, limit, "flood" + i, 1);
        }
        assertThat(store.size()).isEqualTo(CAP);
        assertThat(store.overflowed()).isZero();
    }

    @Test
    void keepsDenyingADeniedSubjectDuringAFlood() {
        Charges.take(store, limit, "abuser", 1);
        assertThat(Charges.take(store, limit, "abuser", 1).allowed()).isFalse();
        flood();
        assertThat(Charges.take(store, limit, "abuser", 1).allowed()).isFalse();
    }

    @Test
    void aLookAndAnAbsurdCostDoNotGiveADeniedSubjectAway() {
        Charges.take(store, limit, "abuser", 1);
        Charges.take(store, limit, "abuser", 1);
        Charges.take(store, limit, "abuser", 0);
        Charges.take(store, limit, "abuser", 1_000);
        flood();
        assertThat(Charges.take(store, limit, "abuser", 1).allowed()).isFalse();
    }

    /** New keys, each used more often than the one that is denied. */
    private void flood() {
        Limit roomy = LongWindows.of(Algorithm.TOKEN, 100);
        for (int i = 0; i < 20 * CAP; i++) {
            for (int j = 0; j < 5; j++) {
                Charges.take(store, roomy, "flood" + i, 1);
            }
        }
    }

    @Test
    void newcomersShareABucketWhenEverythingIsDenied() {
        for (int i = 0; i < 4 * CAP; i++) {
            Charges.take(store, limit, "denied" + i, 1);
            Charges.take(store, limit, "denied" + i, 1);
        }
        assertThat(store.overflowed()).isPositive();
        assertThat(store.size()).isEqualTo(CAP);
        long overflowed = store.overflowed();
        int admitted = 0;
        for (int i = 0; i < CAP; i++) {
            admitted += Charges.take(store, limit, "late" + i, 1).allowed() ? 1 : 0;
        }
        assertThat(admitted).isZero();
        assertThat(store.overflowed()).isEqualTo(overflowed + CAP);
    }

    @Test
    void expiredBucketsLeave() {
        Limit perSecond = Limit.perSecond(1);
        for (int i = 0; i < CAP; i++) {
            Charges.take(store, perSecond, "old" + i, 1);
        }
        clock.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 10 * CAP; i++) {
            Charges.take(store, perSecond, "new" + i, 1);
            clock.advanceMillis(100);
        }
        // Only ten buckets are alive at a time.
        assertThat(store.size()).isLessThan(CAP / 2);
    }

    @Test
    void refusesACapBelowOnePerStripe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemoryStore(clock, Source.MEMORY, 63))
                .withMessage("maxBuckets 63 is out of range; accepted are 64 and more");
    }
}
