package dev.ratelimit.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Reads the command line and starts what it asks for. */
public final class Launcher {

    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;
    private static final String APPLICATION = "WEB-INF/lib/";

    private Launcher() {}

    /**
     * Serves until the JVM is told to end. What cannot be used is said on standard error before the JVM exits with code 2.
     *
     * @param war the file that was started
     * @param directory an empty one, which goes when the JVM does
     */
    public static void main(Path war, Path directory, String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Directories.delete(directory), "launcher-delete"));
        try {
            run(war, directory, Flags.parse(Environment.ofTheProcess(), args));
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.exit(UNUSABLE);
        } catch (RuntimeException e) {
            // The server's threads would keep a JVM alive that serves nothing.
            e.printStackTrace();
            System.exit(FAILED);
        }
    }

    private static void run(Path war, Path directory, Flags flags) {
        if (flags.help) {
            System.out.print(Flags.usage());
            System.exit(0);
        }
        if (flags.checkRules != null) {
            System.exit(checkRules(war, directory, flags.checkRules));
        }
        Logging.configure();
        WebServer server = WebServer.start(war, directory, flags);
        System.out.println("Ratelimit administration at " + server.address() + " until Ctrl-C or SIGTERM");
    }

    private static int checkRules(Path war, Path directory, String file) {
        Logging.configure();
        try (URLClassLoader application = Main.loader(war, APPLICATION, directory)) {
            return (int) application
                    .loadClass("dev.ratelimit.admin.CheckRules")
                    .getMethod("run", String.class, PrintStream.class)
                    .invoke(null, file, System.out);
        } catch (IOException e) {
            throw new UncheckedIOException("the WAR cannot be read", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the WAR lacks a part of itself", e);
        }
    }
}
