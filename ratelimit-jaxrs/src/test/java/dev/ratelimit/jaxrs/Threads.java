package dev.ratelimit.jaxrs;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Work of a resource in another thread. */
final class Threads {

    private Threads() {}

    interface Work {
        void run() throws IOException;
    }

    static void run(Work work) {
        Thread thread = new Thread(() -> done(work), "resource-work");
        thread.setDaemon(true);
        thread.start();
    }

    private static void done(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
