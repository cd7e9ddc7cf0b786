package dev.ratelimit.fault;

import dev.ratelimit.embedded.RedisBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A wall clock that jumps for one process: a shim of C between it and the system's, compiled when it is wanted. */
final class ClockShim {

    private static final String SOURCE = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <fcntl.h>
            #include <stdlib.h>
            #include <sys/mman.h>
            #include <sys/time.h>
            #include <time.h>
            static volatile long long *offset;
            static long long micros(void) {
              if (!offset) {
                int fd = open(getenv("CLOCK_OFFSET"), O_RDONLY);
                offset = mmap(0, 8, PROT_READ, MAP_SHARED, fd, 0);
              }
              return *offset;
            }
            int clock_gettime(clockid_t id, struct timespec *t) {
              static int (*real)(clockid_t, struct timespec *);
              if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
              int result = real(id, t);
              if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) t->tv_sec += micros() / 1000000;
              return result;
            }
            int gettimeofday(struct timeval *t, void *zone) {
              struct timespec now;
              clock_gettime(CLOCK_REALTIME, &now);
              t->tv_sec = now.tv_sec;
              t->tv_usec = now.tv_nsec / 1000;
              return 0;
            }
            time_t time(time_t *t) {
              struct timespec now;
              clock_gettime(CLOCK_REALTIME, &now);
              if (t) *t = now.tv_sec;
              return now.tv_sec;
            }
            """;

    private final Path library;
    private final Path offset;

    private ClockShim(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** Compiles it. Where it cannot be, the test is left out with a word, unless all must run: {@code CI=true}. */
    static ClockShim build() {
        needs("gcc", "a C compiler");
        needs("redis-server", "a Redis that is not linked statically, as the embedded one is");
        try {
            Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "clock");
            Path source = Files.writeString(directory.resolve("clock.c"), SOURCE);
            Path library = directory.resolve("clock.so");
            Process gcc = new ProcessBuilder(
                            "gcc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-ldl")
                    .inheritIO()
                    .start();
            if (!gcc.waitFor(60, TimeUnit.SECONDS) || gcc.exitValue() != 0) {
                throw new IllegalStateException("gcc cannot compile " + source);
            }
            ClockShim shim = new ClockShim(library, directory.resolve("offset"));
            shim.jump(Duration.ZERO);
            return shim;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void needs(String program, String what) {
        boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("clocks can jump only with " + program + ", " + what);
        }
        Assumptions.assumeTrue(there, "left out: clocks can jump only with " + program + ", " + what);
    }

    /** The clock is ahead of the system's by so much from now on; behind it where negative. */
    void jump(Duration ahead) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        bytes.putLong(TimeUnit.SECONDS.toMicros(ahead.toSeconds()));
        try {
            // Not truncated: whoever has mapped it would find nothing there.
            Files.write(offset, bytes.array(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process needs in its environment. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "CLOCK_OFFSET", offset.toString());
    }

    /** A server that goes by it. */
    RedisBinary server() {
        return new RedisBinary(List.of("env", "LD_PRELOAD=" + library, "CLOCK_OFFSET=" + offset, "redis-server"));
    }
}
