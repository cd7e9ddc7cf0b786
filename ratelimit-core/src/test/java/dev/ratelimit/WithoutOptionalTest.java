package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without Micrometer and OpenTelemetry on the class path a limiter works as with them. */
class WithoutOptionalTest {

    private static final Path CLASSES = Path.of("target", "classes");
    /** What needs them, and is loaded by nothing else unless they are there. */
    private static final Set<String> NEED_THEM = Set.of(
            "dev.ratelimit.metrics.DecisionMeters",
            "dev.ratelimit.metrics.GlobalRegistry$Binding",
            "dev.ratelimit.metrics.Meters",
            "dev.ratelimit.metrics.RateLimitMetrics",
            "dev.ratelimit.metrics.RuleMeters",
            "dev.ratelimit.metrics.SharedMeters",
            "dev.ratelimit.trace.SpanAttributes");

    private final URLClassLoader bare = bare();

    /** The class path of this test without them. */
    private static URLClassLoader bare() {
        URL[] urls = Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(entry -> !entry.contains("micrometer") && !entry.contains("opentelemetry"))
                .map(WithoutOptionalTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        bare.close();
    }

    /** Runs in the class loader that lacks them. */
    public static final class Checks implements Supplier<List<Boolean>> {
        @Override
        public List<Boolean> get() {
            Settings settings = Settings.load(Map.of("defaultLimit", "2/1d", "metrics", "true"));
            try (RateLimiter limiter =
                    RateLimiter.builder(settings, getClass().getClassLoader()).build()) {
                int[] heard = new int[1];
                limiter.observations().measured().listen((verdict, nanos) -> heard[0]++);
                return List.of(
                        limiter.check("alice").allowed(),
                        limiter.check("alice").allowed(),
                        limiter.check("alice").allowed(),
                        heard[0] == 3);
            }
        }
    }

    @Test
    void aLimiterDecidesAndTheLogSaysOnceThatThereAreNoMetrics() throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            Supplier<?> checks = (Supplier<?>) bare.loadClass(Checks.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(checks.get()).isEqualTo(List.of(true, true, false, true));
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("Micrometer is not on the class path")
                .doesNotContain("LimitListener threw");
    }

    @Test
    void nothingButWhatNeedsThemFailsToLoad() throws IOException {
        Set<String> failed = new TreeSet<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .map(WithoutOptionalTest::name)
                    .filter(name -> !loads(name))
                    .forEach(failed::add);
        }
        assertThat(failed).isEqualTo(new TreeSet<>(NEED_THEM));
    }

    private static String name(Path file) {
        String path = CLASSES.relativize(file).toString();
        return path.substring(0, path.length() - ".class".length()).replace(java.io.File.separatorChar, '.');
    }

    /** As containers of beans load and look at classes. */
    private boolean loads(String name) {
        try {
            Class<?> type = Class.forName(name, true, bare);
            return Arrays.stream(type.getDeclaredMethods()).count()
                            + Arrays.stream(type.getDeclaredFields()).count()
                            + Arrays.stream(type.getDeclaredConstructors()).count()
                    >= 0;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
