package dev.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.LocalCounts;
import dev.ratelimit.store.ManualClock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While Redis is lost, header fields and answers say what this node would still admit, under the limit that is in force. */
class LocalHeadersTest {

    private static final Limit TEN = Limit.perHour(10);

    private final ManualClock clock = new ManualClock();
    private final LocalCounts local = new LocalCounts(clock, 100, () -> 4);

    private Verdict take(long cost) {
        Answer.Decided answer = Charges.decided(local, Charges.take(Charges.charge("rule", TEN, "alice", cost)));
        return Verdict.of(answer.decisions(), answer.nowMillis());
    }

    private List<String> headers(Verdict verdict) {
        return new StandardHeaders(ResponseOptions.defaults())
                .of(verdict).stream()
                        .map(header -> header.name() + ": " + header.value())
                        .filter(line -> line.startsWith("RateLimit") || line.startsWith("Retry"))
                        .toList();
    }

    @Test
    void theLimitIsTheRulesAndWhatIsLeftThisNodes() {
        // Its share is 2, of which one is back after 4 / 10 of an hour.
        assertThat(headers(take(1)))
                .containsExactly("RateLimit-Policy: \"rule\";q=10;w=3600", "RateLimit: \"rule\";r=1;t=1440");
        take(1);
        Verdict denied = take(1);
        assertThat(denied.allowed()).isFalse();
        assertThat(headers(denied)).contains("RateLimit: \"rule\";r=0;t=1440", "Retry-After: 1440");
        clock.advanceMillis(denied.retryAfterMillis());
        assertThat(take(1).allowed()).isTrue();
    }

    @Test
    void aWaitThatIsToldIsEnoughForSeveralUnits() {
        take(2);
        Verdict look = take(0);
        long wait = Allowance.of(look.decisions().get(0), 2, look.nowMillis()).retryAfterMs();
        clock.advanceMillis(wait);
        assertThat(take(2).allowed()).isTrue();
    }

    @Test
    void noWaitIsToldForWhatOnlyRedisCouldAdmit() {
        Verdict look = take(0);
        assertThat(Allowance.of(look.decisions().get(0), 4, look.nowMillis()).retryAfterMs())
                .isNull();
    }
}
