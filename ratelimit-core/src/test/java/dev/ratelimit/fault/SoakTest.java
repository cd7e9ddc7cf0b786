package dev.ratelimit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One limiter and one Redis for as long as asked, and each minute a fault from a seeded list: nothing may drift. Users are
 * ever the same, so that what grows is not theirs.
 */
@Tag("soak")
class SoakTest {

    private static final long MINUTES = Long.getLong("soak.minutes", 60);
    private static final long SEED = Long.getLong("soak.seed", 42);

    /** About seven tenths of what two busy cores answer beside the tests' own work. */
    private static final Load.Demand DEMAND = new Load.Demand(8, 1_500, 20, 400, SEED);

    /** The greedy are ever at it, the modest never. */
    private static final Limit LIMIT = Limit.bucket(Algorithm.TOKEN, 150, 2, Duration.ofSeconds(1));

    private static final Duration FAULT = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofMinutes(1);

    /** From the end of a fault until Redis is to decide: its recovery, twice over, and more. */
    private static final Duration FOUND_AGAIN = Duration.ofSeconds(2);

    /**
     * What there was at the end of a minute, well after its fault; in peace is from two seconds after its end.
     *
     * @param p99Millis of the last quarter of it
     * @param byPolicy decisions by policy before there was peace
     * @param surplus the most that one user was allowed in peace beyond a bucket that was full when it began
     * @param modestDenied how often who stays below the limit was denied in peace
     */
    record Minute(
            int number,
            String fault,
            Resources resources,
            double p99Millis,
            long keys,
            long byPolicy,
            long checksInPeace,
            long byPolicyInPeace,
            long surplus,
            long modestDenied) {}

    @Test
    void nothingDrifts() throws Exception {
        List<Fault> faults = faults();
        SplittableRandom random = new SplittableRandom(SEED);
        List<Minute> minutes = new ArrayList<>();
        try (LogLines log = new LogLines();
                Rig rig = new Rig(Faults.KILLED.on(s -> Setting.USUAL.overNetwork()));
                RateLimiter limiter = Rig.limiter(rig.proxy().address(), Setting.USUAL.limit(LIMIT));
                Load load = Load.start(limiter, DEMAND, log::containing)) {
            for (int i = 1; i <= MINUTES; i++) {
                Fault fault = faults.get(random.nextInt(faults.size()));
                minutes.add(minute(i, fault, rig, load));
                write(minutes);
            }
            load.stop();
            assertThat(log.containing("dev.ratelimit.store"))
                    .as("two lines a fault, and those of pauses")
                    .hasSizeLessThan((int) (12 * MINUTES) + 12);
        }
        verify(minutes);
    }

    private static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>(List.of(Faults.KILLED, Faults.HUNG));
        faults.addAll(Faults.refusals().stream()
                .filter(fault -> fault.name().matches("oom|noreplicas|readonly|noperm"))
                .toList());
        faults.addAll(Faults.network().stream()
                .filter(fault -> fault.name().matches("blackhole|half-open|lost-replies|slow.*"))
                .toList());
        return faults;
    }

    private static Minute minute(int number, Fault fault, Rig rig, Load load) throws Exception {
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(5);
        fault.befall().on(rig);
        TimeUnit.NANOSECONDS.sleep(FAULT.toNanos());
        fault.end().on(rig);
        TimeUnit.NANOSECONDS.sleep(FOUND_AGAIN.toNanos());
        long byPolicy = load.take().count(sample -> !sample.onRedis());
        // A quarter of a minute well after the fault is measured; all that follows it is to be right.
        TimeUnit.NANOSECONDS.sleep(ROUND.toNanos() - TimeUnit.SECONDS.toNanos(15) - (System.nanoTime() - start));
        Trace early = load.take();
        TimeUnit.NANOSECONDS.sleep(ROUND.toNanos() - (System.nanoTime() - start));
        Trace late = load.take();
        Trace peace = early.and(late);
        return new Minute(
                number,
                fault.name(),
                Resources.now(),
                late.percentile(99),
                Long.parseLong(rig.say("DBSIZE").substring(1)),
                byPolicy,
                peace.samples().size(),
                peace.count(sample -> !sample.onRedis()),
                new Oracle(LIMIT, 0).judge(peace).mostAllowed(),
                peace.count(sample -> sample.user().startsWith("modest") && !sample.allowed()));
    }

    private static void write(List<Minute> minutes) throws IOException {
        Files.createDirectories(Report.DIRECTORY);
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(Report.DIRECTORY.resolveSibling("soak.json").toFile(), minutes);
    }

    /** The first minute warms up; of the others the later half is held against the earlier one. */
    private static void verify(List<Minute> minutes) {
        assertThat(minutes).allSatisfy(SoakTest::verifyPeace);
        List<Minute> warm = minutes.subList(Math.min(1, minutes.size() - 1), minutes.size());
        assertThat(drift(warm, minute -> minute.resources().heapKib()))
                .as("KiB of heap")
                .isLessThan(4_096);
        assertThat(drift(warm, minute -> minute.resources().threads()))
                .as("threads")
                .isLessThan(3);
        assertThat(drift(warm, minute -> minute.resources().files()))
                .as("file descriptors")
                .isLessThan(5);
        assertThat(drift(warm, Minute::keys)).as("keys on Redis").isLessThan(900);
        assertThat(drift(warm, Minute::p99Millis)).as("p99 in ms").isLessThan(5);
    }

    /** Redis decides, and decides right; a long pause of a busy machine is a few timeouts and, for a second, an outage. */
    private static void verifyPeace(Minute minute) {
        assertThat(minute.checksInPeace()).as("checks").isPositive();
        assertThat(100.0 * minute.byPolicyInPeace() / minute.checksInPeace())
                .as("percent by policy in peace, after %s", minute.fault())
                .isLessThan(5);
        assertThat(minute.surplus()).as("too many for one user").isLessThan(LIMIT.capacity() / 10);
        assertThat(minute.modestDenied()).as("denials of users below the limit").isZero();
    }

    /** How much more there is at the end than in the beginning, on the line through all points. */
    static double drift(List<Minute> minutes, ToDoubleFunction<Minute> figure) {
        double n = minutes.size();
        double meanX = (n - 1) / 2;
        double meanY = minutes.stream().mapToDouble(figure).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < minutes.size(); i++) {
            products += (i - meanX) * (figure.applyAsDouble(minutes.get(i)) - meanY);
            squares += (i - meanX) * (i - meanX);
        }
        return squares == 0 ? 0 : products / squares * (n - 1);
    }
}
