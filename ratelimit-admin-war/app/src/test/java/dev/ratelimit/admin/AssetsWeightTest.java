package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The dashboard is light: all that a browser may ever fetch of it. */
class AssetsWeightTest {
    private static final Path ROOT = Path.of("src/main/resources/ratelimit-admin");
    private static final int MOST_BYTES = 300_000;

    @Test
    void weighsLessThan300KilobytesCompressed() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(AssetsWeightTest::isFetched).toList()) {
                bytes += compressed(file);
            }
        }
        System.out.println("dashboard: " + bytes + " bytes compressed");

        assertThat(bytes).isBetween(30_000L, (long) MOST_BYTES);
    }

    private static boolean isFetched(Path file) {
        String name = file.toString();
        return Files.isRegularFile(file)
                && !name.contains("WEB-INF")
                && !name.endsWith(".LICENSE")
                && !name.endsWith(".md");
    }

    private static long compressed(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            Files.copy(file, gzip);
        }
        return bytes.size();
    }
}
