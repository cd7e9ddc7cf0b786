package dev.ratelimit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OracleTest {

    private static final Limit THREE = Limit.bucket(Algorithm.TOKEN, 3, 1, Duration.ofHours(1));

    @Test
    void findsNothingWrongInWhatIsRight() {
        assertThat(judge(THREE, List.of(decisions("alice", true, true, true, false), decisions("bob", true, true))))
                .isEqualTo(new Oracle.Wrong(0, 0, 0, 0));
    }

    @Test
    void countsWhatWasWronglyAllowedAndDeniedForEachUser() {
        assertThat(judge(
                        THREE,
                        List.of(
                                decisions("alice", true, true, true, true, true),
                                decisions("bob", true, false, false),
                                decisions("carol", true, true, true, true))))
                .isEqualTo(new Oracle.Wrong(3, 2, 2, 2));
    }

    @Test
    void doesNotMindWhoOfTwoAtOnceWasDenied() {
        assertThat(judge(THREE, List.of(decisions("alice", true, false, true, true))))
                .isEqualTo(new Oracle.Wrong(0, 0, 0, 0));
    }

    @Test
    void looksAtEachWindow() {
        Limit window = Limit.window(Algorithm.FIXED_WINDOW, 1, Duration.ofMillis(2));
        // Of 1, of 2 and 3, of 4 and 5 ms: one too many in the second, one too few in the third.
        assertThat(judge(window, List.of(decisions("alice", true, true, true, false, false))))
                .isEqualTo(new Oracle.Wrong(1, 1, 1, 1));
    }

    private static Oracle.Wrong judge(Limit limit, List<List<Sample>> samples) {
        return new Oracle(limit, 0)
                .judge(new Trace(samples.stream().flatMap(List::stream).toList()));
    }

    /** One each millisecond. */
    private static List<Sample> decisions(String user, Boolean... allowed) {
        return IntStream.range(0, allowed.length)
                .mapToObj(i -> new Sample(TimeUnit.MILLISECONDS.toNanos(i + 1), user, 1, allowed[i], Source.REDIS, 0))
                .toList();
    }
}
