package dev.ratelimit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.store.Breaker.State;
import dev.ratelimit.store.StoreException.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {

    private final ManualClock clock = new ManualClock();
    private final Breaker breaker = new Breaker(clock);

    @Test
    void opensAtALostLinkAtOnce() {
        assertThat(breaker.failed(Trouble.DISCONNECTED)).isTrue();
        assertThat(breaker.open()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {"TIMEOUT", "OVERLOAD", "REFUSED"})
    void opensAtTheFifthFailureInARow(Trouble trouble) {
        for (int i = 0; i < 4; i++) {
            assertThat(breaker.failed(trouble)).isFalse();
            assertThat(breaker.open()).isFalse();
        }
        assertThat(breaker.failed(trouble)).isTrue();
        assertThat(breaker.open()).isTrue();
    }

    @Test
    void aSuccessEndsTheRow() {
        for (int i = 0; i < 15; i++) {
            assertThat(breaker.failed(Trouble.TIMEOUT)).isFalse();
            if (i % 4 == 3) {
                breaker.succeeded();
                clock.advanceMillis(1_000);
            }
        }
        assertThat(breaker.open()).isFalse();
    }

    @Test
    void opensWhenMoreThanHalfOfTwentyCallsInASecondFailed() {
        for (int i = 0; i < 9; i++) {
            breaker.succeeded();
            breaker.failed(Trouble.TIMEOUT);
        }
        assertThat(breaker.failed(Trouble.TIMEOUT)).as("10 of 19").isFalse();
        assertThat(breaker.failed(Trouble.TIMEOUT)).as("11 of 20").isTrue();
    }

    @Test
    void staysClosedWhenHalfOfTheCallsFail() {
        for (int i = 0; i < 100; i++) {
            breaker.succeeded();
            assertThat(breaker.failed(Trouble.TIMEOUT)).isFalse();
        }
    }

    @Test
    void forgetsTheSecondBefore() {
        for (int i = 0; i < 9; i++) {
            breaker.succeeded();
            breaker.failed(Trouble.TIMEOUT);
        }
        clock.advanceMillis(1_000);
        assertThat(breaker.failed(Trouble.TIMEOUT)).isFalse();
        assertThat(breaker.failed(Trouble.TIMEOUT)).isFalse();
        assertThat(breaker.open()).isFalse();
    }

    @Test
    void troubleOfOneCallDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            assertThat(breaker.failed(Trouble.CALL)).isFalse();
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aProbeLetsRealCallsThroughAndTheFirstCloses() {
        breaker.failed(Trouble.DISCONNECTED);
        breaker.probed();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.open()).isFalse();
        assertThat(breaker.succeeded()).as("closes").isTrue();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.succeeded()).as("closes again").isFalse();
    }

    @Test
    void aFailureAfterAProbeOpensAgainWithoutAWord() {
        breaker.failed(Trouble.DISCONNECTED);
        breaker.probed();
        assertThat(breaker.failed(Trouble.DISCONNECTED))
                .as("opened a closed breaker")
                .isFalse();
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void aLateSuccessDoesNotClose() {
        breaker.failed(Trouble.DISCONNECTED);
        assertThat(breaker.succeeded()).isFalse();
        assertThat(breaker.open()).isTrue();
    }

    @Test
    void aProbeOfAClosedBreakerChangesNothing() {
        breaker.probed();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void triesAStoreThatIsJustTooSlowOnceASecond() {
        int trials = 0;
        for (int millis = 0; millis < 10_000; millis += 100) {
            breaker.failed(Trouble.DISCONNECTED);
            breaker.probed();
            trials += breaker.open() ? 0 : 1;
            clock.advanceMillis(100);
        }
        assertThat(trials).isEqualTo(10);
    }

    @Test
    void triesAStoreThatWasWellForASecondAtOnce() {
        breaker.failed(Trouble.DISCONNECTED);
        breaker.probed();
        breaker.succeeded();
        clock.advanceMillis(1_000);
        breaker.failed(Trouble.DISCONNECTED);
        breaker.probed();
        assertThat(breaker.open()).isFalse();
    }
}
