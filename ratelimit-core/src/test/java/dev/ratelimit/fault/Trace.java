package dev.ratelimit.fault;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every decision of a load, in the order of the answers. */
record Trace(List<Sample> samples) {

    Trace {
        samples = samples.stream()
                .sorted(Comparator.comparingLong(Sample::endNanos))
                .toList();
    }

    /** Those asked for from one instant on and before another. */
    Trace between(long fromNanos, long toNanos) {
        return where(sample -> sample.atNanos() >= fromNanos && sample.atNanos() < toNanos);
    }

    Trace where(Predicate<Sample> wanted) {
        return new Trace(samples.stream().filter(wanted).toList());
    }

    Trace and(Trace later) {
        return new Trace(Stream.concat(samples.stream(), later.samples.stream()).toList());
    }

    long count(Predicate<Sample> wanted) {
        return samples.stream().filter(wanted).count();
    }

    /** When the first of some was answered. */
    OptionalLong firstEnd(Predicate<Sample> wanted) {
        return samples.stream().filter(wanted).mapToLong(Sample::endNanos).findFirst();
    }

    /** Such as 99 for the latency that 99 of 100 stay below, in milliseconds; 0 of nothing. */
    double percentile(double percent) {
        long[] sorted = samples.stream().mapToLong(Sample::tookNanos).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int index = (int) Math.ceil(percent / 100 * sorted.length) - 1;
        return sorted[Math.max(0, index)] / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
