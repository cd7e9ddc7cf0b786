package dev.ratelimit.benchmarks;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.list.ListEntry;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.list.Lists;
import dev.ratelimit.list.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Asks a deny list of networks, half of them IPv6, of many lengths; half of the addresses are on it. Finding out the
 * address is part of the time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ListBenchmark {

    private static final int ADDRESSES = 4_096;

    /** How many entries there are. */
    @Param({"0", "100000"})
    public int entries;

    private final Identification identification = Identification.defaults();
    private final Lists lists = new Lists();
    private final List<String> addresses = new ArrayList<>();

    /** Makes the entries, and addresses in and beside them. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(7);
        List<ListEntry> made = new ArrayList<>();
        while (made.size() < entries) {
            made.add(entry(network(random)));
        }
        lists.replace(ListKind.DENY, made, Set.of());
        for (int i = 0; i < ADDRESSES; i++) {
            boolean listed = entries > 0 && random.nextBoolean();
            addresses.add(
                    listed
                            ? first(made.get(random.nextInt(entries)).entry())
                            : random.nextBoolean() ? ipv4(random) : ipv6(random));
        }
    }

    private static ListEntry entry(String network) {
        return new ListEntry(Target.parse(network, SubjectHasher.plain()), "", "", Instant.EPOCH, null);
    }

    private static String first(String entry) {
        return entry.replaceFirst("^ip:", "").replaceFirst("/.*", "");
    }

    /** From /16 to single addresses, or /24 to /64. */
    private static String network(SplittableRandom random) {
        if (random.nextBoolean()) {
            long prefix = random.nextLong(16, 33);
            long bits = random.nextLong(1L << 32) >>> (32 - prefix) << (32 - prefix);
            return (bits >> 24) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255) + "/"
                    + prefix;
        }
        long prefix = random.nextLong(24, 65);
        long bits = (0x2000L << 48 | random.nextLong() >>> 3) >>> (64 - prefix) << (64 - prefix);
        return hex(bits) + "::/" + prefix;
    }

    private static String hex(long bits) {
        return String.format("%x:%x:%x:%x", bits >>> 48, bits >>> 32 & 0xffff, bits >>> 16 & 0xffff, bits & 0xffff);
    }

    private static String ipv4(SplittableRandom random) {
        return random.nextInt(1, 224) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                + random.nextInt(256);
    }

    private static String ipv6(SplittableRandom random) {
        return hex(0x2000L << 48 | random.nextLong() >>> 3) + "::1";
    }

    /** One request is looked for on both lists. */
    @Benchmark
    public Lists.@Nullable Listed find() {
        String address = addresses.get(ThreadLocalRandom.current().nextInt(ADDRESSES));
        return lists.find(new RequestFacts(new PlainRequest("/", address), identification), List.of(), 1);
    }
}
