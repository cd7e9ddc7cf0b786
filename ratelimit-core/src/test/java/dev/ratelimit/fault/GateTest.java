package dev.ratelimit.fault;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.fault.Oracle.Wrong;
import dev.ratelimit.fault.Report.Latency;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Resources NOTHING = new Resources(0, 0, 0);
    private static final Latency QUICK = new Latency(0, 1, 1);

    @Test
    void passesWhatHolds() {
        Report good = report(QUICK, new Wrong(0, 0, 0, 0), 1L);
        assertThatCode(() -> Gate.verifyTimes(Faults.KILLED, good)).doesNotThrowAnyException();
        assertThatCode(() -> Gate.verifyCounts(Faults.KILLED, good)).doesNotThrowAnyException();
    }

    @Test
    void aCountIsNoMatterOfTime() {
        Report wrong = report(QUICK, new Wrong(0, 50, 0, 50), 1L);
        assertThatCode(() -> Gate.verifyTimes(Faults.KILLED, wrong)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Gate.verifyCounts(Faults.KILLED, wrong)).hasMessageContaining("wrongly denied");
    }

    @Test
    void looksAtTheLatencyAfterwards() {
        double slow = QUICK.p99() + 3 * Gate.NOISE + 1;
        Report late = report(new Latency(slow, slow, slow), new Wrong(0, 0, 0, 0), 1L);
        assertThatThrownBy(() -> Gate.verifyTimes(Faults.KILLED, late)).hasMessageContaining("afterwards");
    }

    @Test
    void looksAtHowLongThePolicyTakesToDecide() {
        Report late = report(QUICK, new Wrong(0, 0, 0, 0), (long) (100 * Gate.NOISE) + 1);
        assertThatThrownBy(() -> Gate.verifyTimes(Faults.KILLED, late)).hasMessageContaining("until the policy");
    }

    @Test
    void takesATimeoutWhereThereIsToBeNoneForABusyMachine() {
        Row nothing = Faults.flushes().get(0);
        Report late = report(List.of("Redis is lost (TIMEOUT)", "Redis is back after PT0.1S"));
        assertThatCode(() -> Gate.verifyCounts(nothing, late)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Gate.verifyTimes(nothing, late)).hasMessageContaining("decisions by policy");
        Report lost = report(List.of("Redis is lost (DISCONNECTED)", "Redis is back after PT0.1S"));
        assertThatThrownBy(() -> Gate.verifyCounts(nothing, lost)).hasMessageContaining("but for timeouts");
    }

    private static Report report(List<String> told) {
        return report(QUICK, new Wrong(0, 0, 0, 0), 1L, told);
    }

    private static Report report(Latency after, Wrong wrong, Long detectMillis) {
        return report(after, wrong, detectMillis, List.of("Redis is lost", "Redis is back"));
    }

    private static Report report(Latency after, Wrong wrong, Long detectMillis, List<String> told) {
        return new Report(
                "name",
                "how",
                100,
                10,
                0,
                QUICK,
                QUICK,
                after,
                wrong,
                100,
                detectMillis,
                1L,
                2,
                0,
                told,
                NOTHING,
                NOTHING);
    }
}
