package dev.ratelimit.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.IpAddress;
import dev.ratelimit.http.SubjectHasher;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of addresses against a search through all entries. */
class NetworksTest {

    private static final long SEED = Long.getLong("proof.seed", System.nanoTime());

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final EntryList list = new EntryList();
    private final Map<String, ListEntry> oracle = new HashMap<>();

    private static ListEntry entry(String text, String reason, long endMillis) {
        Instant end = endMillis == 0 ? null : Instant.ofEpochMilli(endMillis);
        return new ListEntry(Target.parse(text, SubjectHasher.plain()), reason, "carol", Instant.EPOCH, end);
    }

    @Test
    void findsTheSmallestNetworkThatHolds() {
        for (int step = 0; step < 20_000; step++) {
            change(step);
            IpAddress address = address();
            long now = random.nextLong(1, 2_000);
            assertThat(reason(list.ofAddress(address, now)))
                    .as("seed %d, step %d, %s at %d", SEED, step, address, now)
                    .isEqualTo(reason(expected(address, now)));
        }
        assertThat(oracle).hasSizeGreaterThan(100);
    }

    private void change(int step) {
        String text = network();
        if (random.nextInt(5) < 3) {
            ListEntry entry = entry(text, "step " + step, random.nextBoolean() ? 0 : random.nextLong(1, 2) * 1_000);
            list.put(entry);
            oracle.put(entry.entry(), entry);
        } else {
            Target target = Target.parse(text, SubjectHasher.plain());
            list.remove(target);
            oracle.remove(target.text());
        }
    }

    private static String reason(ListEntry entry) {
        return entry == null ? "none" : entry.reason();
    }

    private ListEntry expected(IpAddress address, long now) {
        return oracle.values().stream()
                .filter(entry -> entry.holds(now) && entry.target().network().contains(address))
                .max(Comparator.comparingInt(entry -> entry.target().network().prefix()))
                .orElse(null);
    }

    /** Few bits that differ, some on either side of the middle, so that networks lie within one another. */
    private IpAddress address() {
        return IpAddress.parse(
                random.nextBoolean()
                        ? "10." + random.nextInt(3) + "." + random.nextInt(3) + "." + random.nextInt(4)
                        : "2001:db8:" + random.nextInt(2) + ":" + random.nextInt(3) + ":" + random.nextInt(3) * 4
                                + "000::" + random.nextInt(4));
    }

    private String network() {
        IpAddress address = address();
        int prefix = random.nextInt(address.bits() + 1);
        String first = first(address, prefix);
        return prefix == address.bits() ? "ip:" + first : first + "/" + prefix;
    }

    private static String first(IpAddress address, int prefix) {
        for (int bits = 0; bits <= 128; bits++) {
            try {
                return Cidr.parse(address + "/" + prefix).network().toString();
            } catch (IllegalArgumentException e) {
                String message = String.valueOf(e.getMessage());
                String network = message.replaceAll(".*the network is ([^/]+)/.*", "$1");
                address = IpAddress.parse(network);
            }
        }
        throw new IllegalStateException(address + "/" + prefix);
    }

    @Test
    void keepsNothingOfWhatIsRemoved() {
        List<Cidr> all = Stream.generate(this::network)
                .limit(500)
                .map(text -> Target.parse(text, SubjectHasher.plain()).network())
                .distinct()
                .toList();
        Networks root = null;
        for (Cidr network : all) {
            root = Networks.with(root, network, entry(network.toString(), "any", 0));
        }
        for (Cidr network : all) {
            assertThat(root).isNotNull();
            root = Networks.without(root, network);
        }
        assertThat(root).isNull();
    }

    @Test
    void knowsIpv4InEveryForm() {
        list.put(entry("10.0.0.0/8", "ten", 0));
        assertThat(list.ofAddress(IpAddress.parse("::ffff:10.1.2.3"), 0)).isNotNull();
        assertThat(list.ofAddress(IpAddress.parse("::10.1.2.3"), 0)).isNull();
        list.put(entry("::/0", "all of IPv6", 0));
        assertThat(list.ofAddress(IpAddress.parse("11.0.0.1"), 0)).isNull();
        assertThat(reason(list.ofAddress(IpAddress.parse("2001:db8::1"), 0))).isEqualTo("all of IPv6");
    }

    @Test
    void keepsOneEntryForOneNetworkHoweverItIsWritten() {
        SubjectHasher plain = SubjectHasher.plain();
        assertThat(List.of("ip:192.0.2.1", "192.0.2.1/32", "ip:::ffff:192.0.2.1", "::ffff:192.0.2.1/128").stream()
                        .map(text -> Target.parse(text, plain).text())
                        .collect(Collectors.toSet()))
                .containsExactly("ip:192.0.2.1");
        assertThat(Target.parse("ip:2001:DB8:0::1", plain).text()).isEqualTo("ip:2001:db8::1");
    }

    @Test
    void swapsAllEntries() {
        list.put(entry("10.0.0.0/8", "old", 0));
        list.put(entry("alice", "old", 0));
        list.replace(List.of(entry("11.0.0.0/8", "new", 0), entry("bob", "new", 0)), Set.of("absent"));
        assertThat(list.ofAddress(IpAddress.parse("10.0.0.1"), 0)).isNull();
        assertThat(reason(list.ofAddress(IpAddress.parse("11.0.0.1"), 0))).isEqualTo("new");
        assertThat(list.ofCaller("alice", 0)).isNull();
        assertThat(reason(list.ofCaller("bob", 0))).isEqualTo("new");
        list.replace(List.of(), Set.of("bob"));
        assertThat(reason(list.ofCaller("bob", 0))).isEqualTo("new");
        list.replace(List.of(), Set.of());
        assertThat(list.isEmpty()).isTrue();
    }
}
