package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.event.LimitEvent;
import dev.ratelimit.event.LimitEventListener;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.LogLines;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryEventsTest extends EventsContract {

    private static final List<LimitEvent> PROVIDED = new CopyOnWriteArrayList<>();

    @TempDir
    Path application;

    /** A service of an application. */
    public static final class Provided implements LimitEventListener {
        @Override
        public void heard(LimitEvent event) {
            PROVIDED.add(event);
        }
    }

    @Override
    RateLimiterBuilder builder() {
        return RateLimiter.builder();
    }

    @Test
    void findsTheListenersOfAnApplicationAndLetsItGo() throws IOException {
        Path services = Files.createDirectories(application.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(LimitEventListener.class.getName()),
                "no.such.Listener\n" + Provided.class.getName() + "\n");
        try (LogLines lines = new LogLines()) {
            WeakReference<ClassLoader> loader = deployed();
            assertThat(lines.containing("A listener of events is left out")).hasSize(1);
            await().until(() -> {
                System.gc();
                return loader.get() == null;
            });
        }
        assertThat(PROVIDED).hasSize(1);
    }

    private WeakReference<ClassLoader> deployed() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {application.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            try (RateLimiter limiter =
                    RateLimiter.builder().defaultLimit(Limit.perDay(1)).build()) {
                var unused = limiter.check("alice");
                await().until(() -> !PROVIDED.isEmpty());
            }
            return new WeakReference<>(loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
