package dev.ratelimit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Also a server that has a single slot can be probed. */
class ProbesMeetEachSlotTest {

    /** Each slot is a server. */
    private static final Servers SLOTS = new Servers() {

        @Override
        public String of(Call call) {
            return String.valueOf(
                    SlotHash.getSlot(call.charges().get(0).subject().get(0)));
        }

        @Override
        public List<String> all() {
            return List.of();
        }

        @Override
        public void lost(String server) {}
    };

    @Test
    void everySlotIsMetBySomeSubject() {
        BitSet met = new BitSet(SlotHash.SLOT_COUNT);
        Probes.subjects().forEach(subject -> met.set(SlotHash.getSlot(subject)));
        assertThat(SlotHash.SLOT_COUNT - met.cardinality())
                .as("slots that no probe meets")
                .isZero();
    }

    @Test
    void whatIsFoundBelongsToTheServerAndWhatDoesNotAnyMoreIsNoMore() {
        Probes probes = new Probes(SLOTS);
        for (String server : List.of("0", "1", "16383", "0")) {
            assertThat(probes.subject(server).map(SlotHash::getSlot)).hasValue(Integer.valueOf(server));
        }
        assertThat(probes.subject("16384")).isEmpty();
    }
}
