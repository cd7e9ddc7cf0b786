package dev.ratelimit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-amd64",
        "Linux, aarch64, linux-arm64",
        "Linux, i386, linux-386",
        "Mac OS X, x86_64, darwin-amd64",
        "Mac OS X, aarch64, darwin-arm64",
    })
    void isCarriedForLinuxAndMacOs(String osName, String osArch, String expected) {
        String name = RedisBinary.carriedName(osName, osArch);
        assertThat(name).endsWith(expected);
        assertThat(RedisBinary.class.getResource("/" + name)).isNotNull();
    }

    @Test
    void isNotCarriedForOtherSystems() {
        assertThat(RedisBinary.carriedName("Windows 11", "amd64")).endsWith("windows-11-amd64");
    }

    @Test
    void readsALoaderWithItsArguments() {
        assertThat(RedisBinary.of(" /r/ld.so --library-path /r/lib  /r/redis-server ")
                        .command())
                .containsExactly("/r/ld.so", "--library-path", "/r/lib", "/r/redis-server");
    }

    @Test
    void readsAFileWithBlanksInItsName(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("redis server"));
        assertThat(RedisBinary.of(file.toString()).command()).containsExactly(file.toString());
    }

    @Test
    void tellsItsVersion() {
        assertThat(RedisBinary.find().version()).matches("(Redis|Valkey) \\d+\\.\\d+\\.\\d+");
        assertThatThrownBy(() -> RedisBinary.of("echo hello").version())
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessage("echo hello is not a Redis server, it says: hello --version");
    }

    @Test
    void refusesAnEmptyCommand() {
        assertThatThrownBy(() -> new RedisBinary(List.of())).hasMessage("command is empty");
    }
}
