package dev.ratelimit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.redis.LogLines;
import dev.ratelimit.store.StoreException.Trouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageLogTest {

    private final ManualClock clock = new ManualClock();
    private final OutageLog log = new OutageLog("Redis", clock);
    private final LogLines lines = new LogLines();

    @AfterEach
    void stop() {
        lines.close();
    }

    @Test
    void namesTheCauseAndHowLongItLasted() {
        log.lost(new StoreException(Trouble.REFUSED, "OOM command not allowed", null));
        clock.advanceMillis(1_500);
        log.back();
        assertThat(lines.containing("Redis is lost (REFUSED: OOM command not allowed);"))
                .hasSize(1);
        assertThat(lines.containing("Redis is back after PT1.5S")).hasSize(1);
    }

    @Test
    void tellsOfSixOutagesInAMinuteAndThenHowManyWereNotTold() {
        for (int i = 0; i < 20; i++) {
            flap();
        }
        assertThat(lines.containing("Redis is lost")).hasSize(6);
        assertThat(lines.containing("Redis is back")).hasSize(6);
        clock.advanceMillis(10_000);
        flap();
        assertThat(lines.containing("and was 14 times more since this was last told"))
                .hasSize(1);
    }

    @Test
    void tellsOnceAMinuteOfCallsThatAreNotAnsweredThoughAllIsWell() {
        for (int i = 0; i < 20; i++) {
            log.unanswered(new StoreException(Trouble.CALL, "WRONGTYPE Operation against a key", null));
        }
        log.unanswered(new StoreException(Trouble.CALL, "interrupted", new InterruptedException()));
        assertThat(lines.containing("Redis is well and does not answer a call (WRONGTYPE Operation against a key);"))
                .hasSize(1);
        clock.advanceMillis(60_000);
        log.unanswered(new StoreException(Trouble.CALL, "interrupted", new InterruptedException()));
        assertThat(lines.containing("does not answer a call")).hasSize(1);
        log.unanswered(new StoreException(Trouble.CALL, "MOVED 3999 127.0.0.1:6381", null));
        assertThat(lines.containing("does not answer a call")).hasSize(2);
    }

    private void flap() {
        log.lost(new StoreException(Trouble.TIMEOUT, "late", null));
        log.back();
    }
}
