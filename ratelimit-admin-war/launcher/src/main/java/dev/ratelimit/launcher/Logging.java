package dev.ratelimit.launcher;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One line for each message on standard error: ours, and warnings of everybody else. */
final class Logging {

    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    /** Held on to, or the JVM would forget their level. */
    private static final List<Logger> LOUD = List.of(Logger.getLogger("dev.ratelimit"));

    /** What Jetty says of an application that does not start, the launcher says in one line; that Jetty has no login is meant. */
    private static final List<Logger> SILENT = List.of(
            Logger.getLogger("org.eclipse.jetty.ee10.webapp.WebAppContext"),
            Logger.getLogger("org.eclipse.jetty.ee10.webapp.StandardDescriptorProcessor"));

    private Logging() {}

    /** Leaves alone what somebody has configured. */
    static void configure() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        SILENT.forEach(logger -> logger.setLevel(Level.OFF));
        LOUD.forEach(logger -> logger.setLevel(Level.INFO));
    }
}
