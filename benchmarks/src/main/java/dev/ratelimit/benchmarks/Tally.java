package dev.ratelimit.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** One contestant's rounds. */
final class Tally {

    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> jvmMicros = new ArrayList<>();
    private final List<Double> redisMicros = new ArrayList<>();
    private final Histogram nanos = new Histogram(3);

    /**
     * @param jvmNanos processor time that this JVM spent meanwhile
     * @param redisNanos processor time that the server spent meanwhile
     */
    void add(Turn turn, double jvmNanos, double redisNanos) {
        perSecond.add(turn.perSecond());
        jvmMicros.add(jvmNanos / 1e3 / turn.nanos().getTotalCount());
        redisMicros.add(redisNanos / 1e3 / turn.nanos().getTotalCount());
        nanos.add(turn.nanos());
    }

    void add(double perSecond) {
        this.perSecond.add(perSecond);
    }

    /** Checks per second, the median of the rounds. */
    double perSecond() {
        return median(perSecond);
    }

    /** Processor time of the JVM for one check, the median of the rounds. */
    double jvmMicros() {
        return median(jvmMicros);
    }

    /** Processor time of the server for one check, the median of the rounds. */
    double redisMicros() {
        return median(redisMicros);
    }

    /** How long checks took, over all rounds. */
    double micros(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }

    /** How many times as fast as another: the median of the rounds' ratios, which a slow minute leaves alone. */
    double over(Tally other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < perSecond.size(); round++) {
            ratios.add(perSecond.get(round) / other.perSecond.get(round));
        }
        return median(ratios);
    }

    private static double median(List<Double> figures) {
        double[] values =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
