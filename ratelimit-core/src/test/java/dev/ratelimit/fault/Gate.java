package dev.ratelimit.fault;

import dev.ratelimit.fault.Expected.Loss;
import dev.ratelimit.redis.RedisSettings;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;

/** Holds the figures of a row against what is expected of it. */
final class Gate {

    /** By which a busy machine may miss a figure that is a time: property {@code fault.noise}, 10 by default. */
    static final double NOISE = Double.parseDouble(System.getProperty("fault.noise", "10"));

    /** A check's by default. */
    static final Duration BUDGET = RedisSettings.DEFAULT.budget();

    private Gate() {}

    static void verify(Row row, Report report) {
        Expected expected = row.expected();
        SoftAssertions figures = new SoftAssertions();
        if (expected.loss() == Loss.SURE) {
            figures.assertThat(report.byPolicy()).as("decisions by policy").isPositive();
            figures.assertThat(report.recoverMillis()).as("ms to recover").isNotNull();
        }
        if (expected.loss() != Loss.NONE) {
            figures.assertThat(Objects.requireNonNullElse(report.recoverMillis(), 0L))
                    .as("ms to recover")
                    .isLessThanOrEqualTo((long) (NOISE * expected.recoverMillis()));
            figures.assertThat(report.paid()).as("checks that paid the budget").isLessThanOrEqualTo(expected.paid());
        } else {
            figures.assertThat(report.byPolicy())
                    .as("decisions by policy: %s", report.told())
                    .isLessThan(Math.max(1, report.checks() / 1_000));
        }
        figures.assertThat(report.during().p99()).as("p99 in ms").isLessThanOrEqualTo(NOISE * expected.p99Millis());
        figures.assertThat(100.0 * report.wrong().mostAllowed() / report.limit())
                .as("wrongly allowed to one user, in percent of the limit")
                .isLessThanOrEqualTo(expected.wrong().allowed());
        figures.assertThat(100.0 * report.wrong().mostDenied() / report.limit())
                .as("wrongly denied to one user, in percent of the limit")
                .isLessThanOrEqualTo(expected.wrong().denied());
        figures.assertThat(report.told().toString()).as("lines in the log").contains(expected.cause());
        figures.assertThat(report.lines())
                .as("lines in the log: %s", report.told())
                .isLessThanOrEqualTo(expected.lines());
        figures.assertAll();
    }
}
