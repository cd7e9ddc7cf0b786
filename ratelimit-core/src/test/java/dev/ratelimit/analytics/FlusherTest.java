package dev.ratelimit.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.analytics.Span.Unit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlusherTest {

    private static final long MINUTE = 29_880_000;

    private boolean known;
    private Instant now = Instant.ofEpochSecond(MINUTE * 60);
    private final InstantSource clock = () -> now;
    private final Recorder recorder = new Recorder(clock.millis());
    private final Away store = new Away();
    private final Flusher flusher = new Flusher(recorder, store, clock, () -> known);

    /** Counts in memory, and is away when told so: before it adds, or after. */
    private static final class Away implements AnalyticsStore {

        private final MemoryAnalytics kept = new MemoryAnalytics();
        private boolean unreached;
        private boolean unanswered;
        private long added;

        @Override
        public void add(Increments increments, long number) {
            fail(unreached);
            if (number > added) {
                added = number;
                kept.add(increments, number);
            }
            fail(unanswered);
        }

        private static void fail(boolean failing) {
            if (failing) {
                throw new StoreException(StoreException.Trouble.TIMEOUT, "as the test wants it", null);
            }
        }

        @Override
        public Duration kept(Unit unit) {
            return kept.kept(unit);
        }

        @Override
        public List<History.Slice> series(Span span, List<String> fields) {
            return kept.series(span, fields);
        }

        @Override
        public History read(Span span) {
            return kept.read(span);
        }
    }

    private void come(int requests) {
        for (int i = 0; i < requests; i++) {
            recorder.came(new Request(true, Source.REDIS, "alice", null));
        }
    }

    private void flushAfter(Duration time) {
        now = now.plus(time);
        flusher.flush();
    }

    private Counts counts() {
        return store.read(new Span(Unit.HOUR, MINUTE / 60, 10)).counts();
    }

    @Test
    void bringsWhatWasRecorded() {
        come(3);
        flushAfter(Duration.ofSeconds(1));
        come(4);
        flushAfter(Duration.ofSeconds(1));
        assertThat(counts().requests().total()).isEqualTo(7);
    }

    @Test
    void addsOnceWhatMayHaveBeenAdded() {
        come(3);
        store.unanswered = true;
        flushAfter(Duration.ofSeconds(1));
        come(4);
        flushAfter(Duration.ofSeconds(1));
        store.unanswered = false;
        come(5);
        flushAfter(Duration.ofSeconds(1));
        assertThat(counts().requests().total()).isEqualTo(12);
    }

    @Test
    void keepsWhatTheStoreMissedInItsMinute() {
        store.unreached = true;
        for (int minute = 0; minute < 30; minute++) {
            come(10);
            flushAfter(Duration.ofSeconds(30));
            come(5);
            flushAfter(Duration.ofSeconds(30));
        }
        store.unreached = false;
        flusher.flush();
        List<History.Slice> minutes = store.series(new Span(Unit.MINUTE, MINUTE, 60), Field.ofRequests());
        assertThat(minutes)
                .hasSize(30)
                .allSatisfy(slice -> assertThat(slice.counts().fields()).containsEntry("source:redis:allowed", 15L));
    }

    @Test
    void doesNotAskAStoreThatIsKnownToBeAway() {
        known = true;
        come(3);
        flushAfter(Duration.ofSeconds(1));
        assertThat(store.added).isZero();
        known = false;
        flushAfter(Duration.ofSeconds(1));
        assertThat(counts().requests().total()).isEqualTo(3);
    }

    @Test
    void countsWhatItGivesUp() {
        store.unreached = true;
        for (int minute = 0; minute < 300; minute++) {
            come(10);
            flushAfter(Duration.ofMinutes(1));
        }
        store.unreached = false;
        flusher.flush();
        flushAfter(Duration.ofSeconds(1));
        assertThat(counts().requests().total() + counts().dropped()).isEqualTo(3_000);
        assertThat(counts().dropped()).isEqualTo(2_410);
        assertThat(flusher.dropped()).isEqualTo(2_410);
    }

    @Test
    void bringsTheRestWhenItIsClosed() {
        come(3);
        flusher.close();
        assertThat(counts().requests().total()).isEqualTo(3);
    }
}
