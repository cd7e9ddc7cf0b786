package dev.ratelimit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.limit.Source;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackerTest {

    private static final long START = 1_700_000_000_000L;

    private final Random random = new Random(42);

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private @Nullable String maybe(String... texts) {
        return random.nextBoolean() ? null : any(List.of(texts));
    }

    private Seen any() {
        Alike request = new Alike(
                random.nextLong(),
                any(List.of(Who.values())),
                random.nextBoolean() ? 0 : random.nextLong(),
                maybe("shop", "billing"),
                maybe("GET", "POST"),
                maybe("/orders", "/orders/*", "/größe/…"),
                maybe("pro"),
                random.nextInt(1_000),
                any(List.of(Source.values())),
                random.nextBoolean(),
                Map.of("default", any(List.of(Outcome.values())), "search." + random.nextInt(9), Outcome.DENIED));
        return new Seen(START + random.nextInt(20_000) - 10_000, request, 1 + random.nextInt(300));
    }

    @Test
    void whatWasPackedIsUnpackedTheSame() {
        for (int i = 0; i < 200; i++) {
            List<Seen> seen = new ArrayList<>();
            for (int j = random.nextInt(200); j > 0; j--) {
                seen.add(any());
            }
            Blob blob = new Blob(random.nextInt(20), START, START + 1_000, random.nextInt(5), seen);
            assertThat(Blob.unpack(blob.pack())).isEqualTo(blob);
        }
    }

    @Test
    void everyWordHasANumber() {
        assertThat(Packer.WHO).containsExactlyInAnyOrder(Who.values());
        assertThat(Packer.OUTCOMES).containsExactlyInAnyOrder(Outcome.values());
    }

    @Test
    void whatANewerLibraryWroteIsPassedOver() {
        byte[] bytes = new Blob(0, START, START, 0, List.of(any())).pack();
        bytes[0]++;
        assertThat(Blob.unpack(bytes)).isNull();
        assertThat(Blob.unpack(new byte[0])).isNull();
    }

    @Test
    void whatIsBrokenIsPassedOver() {
        byte[] bytes = new Blob(3, START, START, 0, List.of(any(), any(), any())).pack();
        for (int cut = 1; cut < bytes.length; cut++) {
            assertThat(Blob.unpack(Arrays.copyOf(bytes, cut))).isNull();
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = bytes.clone();
            broken[1 + random.nextInt(bytes.length - 1)] ^= (byte) (1 << random.nextInt(8));
            Blob.unpack(broken);
        }
    }

    @Test
    void whatWouldFillTheMemoryIsPassedOver() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(Packer.VERSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bomb, new Deflater(9, true))) {
            out.write(new byte[100 << 20]);
        }
        assertThat(Blob.unpack(bomb.toByteArray())).isNull();
        // A count of four billions in five bytes, and nothing after it.
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(Packer.VERSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(many, new Deflater(9, true))) {
            out.write(new byte[] {0, 0, 0, 0, -1, -1, -1, -1, 15});
        }
        assertThat(Blob.unpack(many.toByteArray())).isNull();
    }
}
