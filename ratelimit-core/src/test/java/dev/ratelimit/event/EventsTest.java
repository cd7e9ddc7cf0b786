package dev.ratelimit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.event.LimitEvent.Degraded;
import dev.ratelimit.event.LimitEvent.ListChanged;
import dev.ratelimit.event.LimitEvent.QuotaUsed;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.store.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {

    private final ManualClock clock = new ManualClock();
    private final LogLines lines = new LogLines();
    private final List<Events> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Events::close);
        lines.close();
    }

    private Events events(LimitEventListener... listeners) {
        Events events = new Events(clock, clock, List.of(listeners));
        opened.add(events);
        return events;
    }

    @Test
    void writesALineAndCountsAndTellsListeners() {
        List<LimitEvent> heard = new CopyOnWriteArrayList<>();
        List<EventKind> counted = new ArrayList<>();
        Events events = events(heard::add);
        events.start(counted::add);
        for (int i = 0; i < 100; i++) {
            events.storms().came(Verdict.without(false, Source.DENY_LIST, 0));
        }
        List<LimitEvent> told = List.of(
                change("bob"), quota("alice", 80), quota("alice", 100), new Degraded(clock.instant(), "Redis", "oom"));
        told.forEach(events::happened);
        events.lost("Redis", "timeout");
        events.back("Redis", Duration.ofSeconds(3));
        events.look();
        await().until(() -> heard.size() == 7);
        assertThat(heard).startsWith(told.toArray(LimitEvent[]::new));
        assertThat(counted)
                .containsExactlyInAnyOrder(
                        EventKind.LIST_CHANGED,
                        EventKind.QUOTA_80,
                        EventKind.QUOTA_100,
                        EventKind.DEGRADED,
                        EventKind.DEGRADED,
                        EventKind.RECOVERED,
                        EventKind.DENIAL_STORM);
        for (EventKind kind : EventKind.values()) {
            assertThat(events.counts().of(kind)).as(kind.id()).isEqualTo(kind == EventKind.DEGRADED ? 2 : 1);
        }
        assertThat(lines.containing("dev.ratelimit.event"))
                .as("of a lost store another logger tells")
                .hasSize(4);
        assertThat(lines.containing(
                        "WARN dev.ratelimit.event - Denial storm: 100 of 100 requests were denied within 10 s"))
                .hasSize(1);
        assertThat(lines.containing(
                        "INFO dev.ratelimit.event - alice has used 80 % of daily (10), which is as good as new at "))
                .hasSize(1);
        assertThat(lines.containing("WARN dev.ratelimit.event - alice has used 100 % of daily (10)"))
                .hasSize(1);
        assertThat(lines.containing("INFO dev.ratelimit.event - bob was put on the deny list"))
                .hasSize(1);
    }

    @Test
    void whatCallersChoseStaysOneLine() {
        Events events = events();
        events.happened(quota("eve\nWARN forged", 100));
        events.look();
        assertThat(lines.containing("eve?WARN forged has used")).hasSize(1);
    }

    @Test
    void writesAHundredLinesInAMinuteAndThenHowManyWereNotWritten() {
        Events events = events();
        for (int i = 0; i < 300; i++) {
            events.happened(quota("user" + i, 100));
        }
        events.look();
        assertThat(lines.containing("has used")).hasSize(100);
        assertThat(events.counts().of(EventKind.QUOTA_100)).isEqualTo(300);
        clock.advance(Duration.ofMinutes(1));
        events.happened(quota("bob", 100));
        events.look();
        assertThat(lines.containing("(200 events before it were too many to be written)"))
                .hasSize(1);
    }

    @Test
    void aListenerThatThrowsGoesOnBeingCalledAndIsLoggedOnce() {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        Events events = events(
                event -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("of the test");
                },
                event -> others.incrementAndGet());
        for (int i = 0; i < 3; i++) {
            events.happened(change("user" + i));
            events.look();
        }
        await().until(() -> calls.get() == 3 && others.get() == 3);
        assertThat(lines.containing("A LimitEventListener threw")).hasSize(1);
    }

    @Test
    void aListenerThatBlocksKeepsNothingElseWaiting() {
        CountDownLatch end = new CountDownLatch(1);
        Events events = events(event -> waitFor(end));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 500; j++) {
                events.happened(change("user" + j));
            }
            events.look();
        }
        assertThat(events.counts().of(EventKind.LIST_CHANGED)).isEqualTo(1_500);
        // One is being heard of, and a thousand wait.
        assertThat(events.counts().dropped()).isEqualTo(499);
        assertThat(lines.containing("Listeners of events are too slow")).hasSize(1);
        end.countDown();
    }

    @Test
    void whatFindsNoPlaceIsCountedAsDropped() {
        Events events = events();
        for (int i = 0; i < 1_007; i++) {
            events.happened(change("bob"));
        }
        assertThat(events.counts().dropped()).isEqualTo(7);
    }

    @Test
    void closingTellsWhatWaitsAndLeavesNoThread() {
        List<LimitEvent> heard = new CopyOnWriteArrayList<>();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Events events = events(event -> {
            threads.add(Thread.currentThread());
            heard.add(event);
        });
        events.start(kind -> {});
        events.happened(change("bob"));
        events.close();
        assertThat(heard).hasSize(1);
        assertThat(threads)
                .allMatch(thread -> thread.isDaemon() && thread.getName().equals("ratelimit-listeners"));
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void closingDoesNotWaitForAListenerThatNeverEnds() {
        CountDownLatch end = new CountDownLatch(1);
        Events events = events(event -> waitFor(end));
        events.happened(change("bob"));
        events.look();
        long start = System.nanoTime();
        events.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(lines.containing("A listener of events still runs")).hasSize(1);
        end.countDown();
    }

    /** Whatever interrupts. */
    private static void waitFor(CountDownLatch end) {
        while (end.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
            boolean unused = Thread.interrupted();
        }
    }

    private LimitEvent change(String entry) {
        return new ListChanged(clock.instant(), ListKind.DENY, entry, true);
    }

    private LimitEvent quota(String user, int percent) {
        return new QuotaUsed(clock.instant(), "daily", "daily", List.of(user), percent, 10, clock.instant());
    }
}
