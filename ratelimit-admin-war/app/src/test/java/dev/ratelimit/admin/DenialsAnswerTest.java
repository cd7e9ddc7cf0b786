package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.limit.Source;
import dev.ratelimit.simulation.Names;
import dev.ratelimit.traffic.Alike;
import dev.ratelimit.traffic.Fingerprint;
import dev.ratelimit.traffic.Seen;
import dev.ratelimit.traffic.Traffic;
import dev.ratelimit.traffic.Who;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DenialsAnswerTest {

    private static final Map<String, Outcome> RULES = Map.of("search", Outcome.DENIED, "draft", Outcome.WOULD_DENY);

    private static Seen seen(long atMillis, String user, boolean allowed) {
        long caller = Fingerprint.of(user);
        Alike request = new Alike(caller, Who.USER, 0, null, "GET", "/search", null, 1, Source.REDIS, allowed, RULES);
        return new Seen(atMillis, request, 1);
    }

    private static DenialsAnswer of(Names names, Seen... seen) {
        return DenialsAnswer.of(new Traffic(List.of(seen), 2, Instant.EPOCH, Instant.EPOCH, 0), names, 2);
    }

    @Test
    void whoIsNotKnownIsCalledByTheFingerprint() {
        Names names = new Names();
        names.add(List.of("alice"));
        DenialsAnswer answer = of(names, seen(1, "alice", false), seen(2, "bob", false));
        assertThat(answer.denials())
                .extracting(DenialsAnswer.Denial::userId)
                .containsExactly(String.format("#%016x", Fingerprint.of("bob")), "alice");
    }

    @Test
    void theLatestAreToldAndWhatPassedIsNot() {
        DenialsAnswer answer =
                of(new Names(), seen(1, "a", false), seen(2, "a", false), seen(3, "a", true), seen(4, "a", false));
        assertThat(answer.sampled()).isEqualTo("1 in 4");
        assertThat(answer.denials())
                .extracting(DenialsAnswer.Denial::at)
                .containsExactly("1970-01-01T00:00:00.004Z", "1970-01-01T00:00:00.002Z");
        assertThat(answer.denials().get(0).rules()).containsExactly("search");
    }
}
