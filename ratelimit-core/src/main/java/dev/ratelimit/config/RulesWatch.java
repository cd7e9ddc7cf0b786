package dev.ratelimit.config;

import dev.ratelimit.rule.RulesException;
import dev.ratelimit.rule.RulesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each second whether a rules file has changed, and reads it anew. A faulty one changes nothing: one log line says
 * why, and the rules stay as they were.
 */
public final class RulesWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RulesWatch.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final Path file;
    private final Supplier<RulesFile> reader;
    private final Consumer<RulesFile> listener;
    private final Thread thread = new Thread(this::run, "ratelimit-file");
    private volatile boolean closed;
    private String seen;

    /**
     * Starts to watch.
     *
     * @param seen the {@link #stamp} of the file from before it was read
     * @param reader reads the file
     * @param listener hears of it after each change, on a thread of the watch
     */
    public RulesWatch(Path file, String seen, Supplier<RulesFile> reader, Consumer<RulesFile> listener) {
        this.file = file;
        this.reader = reader;
        this.listener = listener;
        this.seen = seen;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                look();
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private void look() {
        String now = stamp(file);
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            RulesFile read = reader.get();
            listener.accept(read);
            LOG.info("{} has changed: {} rules are in force", file, read.rules().size());
        } catch (RulesException e) {
            unusable(e.inOneLine());
        } catch (SettingsException e) {
            unusable(e.inOneLine());
        } catch (RuntimeException | Error e) {
            // Whatever it is: this thread must live, or no change would be seen any more.
            unusable(e.toString());
        }
    }

    private void unusable(String why) {
        LOG.warn("{} has changed and cannot be used; the rules stay as they were: {}", file, why);
    }

    /** When and how large a file was written; one that is gone has a stamp as well. */
    public static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "none";
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
