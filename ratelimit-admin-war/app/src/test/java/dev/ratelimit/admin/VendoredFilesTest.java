package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The libraries of the dashboard are what their README says: nobody mends them here, or adds one unsaid. */
class VendoredFilesTest {
    private static final Path VENDOR = Path.of("src/main/resources/ratelimit-admin/assets/vendor");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|.*\\| `([0-9a-f]{64})` \\|$");

    @Test
    void areListedWithTheirHashes() throws IOException, NoSuchAlgorithmException {
        Map<String, String> listed = new TreeMap<>();
        ROW.matcher(Files.readString(VENDOR.resolve("README.md")))
                .results()
                .forEach(row -> listed.put(row.group(1), row.group(2)));

        assertThat(hashes()).isEqualTo(listed);
    }

    private static Map<String, String> hashes() throws IOException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(VENDOR)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(".LICENSE") && !"README.md".equals(name)) {
                    hashes.put(name, HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file))));
                }
            }
        }
        return hashes;
    }
}
