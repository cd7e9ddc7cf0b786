package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Source;
import dev.ratelimit.traffic.Alike;
import dev.ratelimit.traffic.Fingerprint;
import dev.ratelimit.traffic.Seen;
import dev.ratelimit.traffic.Traffic;
import dev.ratelimit.traffic.Who;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever is not among those who come most is told of from recent traffic. */
class CallerAnswerTest {

    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

    private static Seen seen(String user, boolean allowed, int times) {
        Alike request = new Alike(
                Fingerprint.of(user), Who.USER, 0, null, "GET", "/", null, 1, Source.REDIS, allowed, Map.of());
        return new Seen(START.toEpochMilli(), request, times);
    }

    @Test
    void countsOnlyTheCallersOwnRequests() {
        List<Seen> all = List.of(seen("alice", true, 3), seen("bob", true, 9), seen("alice", false, 2));
        Traffic traffic = new Traffic(all, 0, START, START.plusSeconds(60), 0);
        assertThat(CallerAnswer.of(traffic, "alice"))
                .isEqualTo(
                        new CallerAnswer(START.toString(), START.plusSeconds(60).toString(), "alice", true, 5, 2));
        assertThat(CallerAnswer.of(traffic, "carol").tracked()).isFalse();
    }
}
