package dev.ratelimit.fault;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row, long enough for figures. */
@Tag("fault")
class FaultSuiteTest {

    private static final FaultRun.Pace PACE = new FaultRun.Pace(
            new Load.Demand(8, 1_000, 20, 400, 42),
            Duration.ofMillis(1_500),
            Duration.ofMillis(1_500),
            Duration.ofMillis(2_500));

    static Stream<Row> rows() {
        return Stream.of(
                        Faults.process(),
                        Faults.network(),
                        Faults.refusals(),
                        Faults.flushes(),
                        Faults.jvm(),
                        ClockFaults.rows(),
                        SentinelFaults.rows(),
                        ClusterFaults.rows())
                .<Row>flatMap(List::stream)
                .filter(row -> row.name().matches(System.getProperty("fault.rows", ".*")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void holds(Row row) throws Exception {
        new FaultRun(row, PACE).verify();
    }
}
