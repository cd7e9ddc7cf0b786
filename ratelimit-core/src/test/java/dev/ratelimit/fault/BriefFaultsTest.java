package dev.ratelimit.fault;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A few rows, for a second or two each: enough to notice that a promise no longer holds, with ten times its figures. */
@Tag("redis")
@Tag("outage")
class BriefFaultsTest {

    private static final FaultRun.Pace PACE = new FaultRun.Pace(
            new Load.Demand(8, 500, 10, 200, 42),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofMillis(1_500));

    static Stream<Fault> rows() {
        return Stream.concat(
                        Stream.of(Faults.KILLED, Faults.HUNG),
                        Stream.concat(Faults.network().stream(), Faults.flushes().stream())
                                .filter(fault -> fault.name().matches("lost-replies|script-flush")))
                .map(fault -> fault.lasting(Duration.ofMillis(1_500)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void holds(Fault fault) throws Exception {
        new FaultRun(fault, PACE).verify();
    }
}
