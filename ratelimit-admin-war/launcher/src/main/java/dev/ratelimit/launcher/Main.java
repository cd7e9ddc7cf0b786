package dev.ratelimit.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What {@code java -jar ratelimit-admin.war} runs: unpacks the launcher, which lies in the WAR apart from the application,
 * and calls it in a class loader of its own. Needs nothing but the JDK, and lies at the WAR's root, where the JVM looks.
 */
public final class Main {

    private static final String LAUNCHER = "WEB-INF/launcher/";

    private Main() {}

    /** Starts the service; {@code --help} tells how. */
    public static void main(String[] args) throws IOException, URISyntaxException, ReflectiveOperationException {
        Path war = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path directory = Files.createTempDirectory("ratelimit-admin-");
        URLClassLoader launcher = loader(war, LAUNCHER, directory);
        Thread.currentThread().setContextClassLoader(launcher);
        launcher.loadClass("dev.ratelimit.launcher.Launcher")
                .getMethod("main", Path.class, Path.class, String[].class)
                .invoke(null, war, directory, args);
    }

    /** A class loader on {@code classes/} and {@code lib/} below a directory of the WAR, unpacked into another one. */
    static URLClassLoader loader(Path war, String part, Path directory) throws IOException {
        List<URL> urls = new ArrayList<>();
        Path classes = directory.resolve(part).resolve("classes/");
        Files.createDirectories(classes);
        urls.add(classes.toUri().toURL());
        try (JarFile jar = new JarFile(war.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith(part) && !entry.isDirectory()) {
                    Path file = unpack(jar, entry, directory);
                    if (entry.getName().endsWith(".jar")) {
                        urls.add(file.toUri().toURL());
                    }
                }
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Path unpack(JarFile jar, JarEntry entry, Path directory) throws IOException {
        Path file = directory.resolve(entry.getName()).normalize();
        if (!file.startsWith(directory)) {
            throw new IOException("the WAR has an entry that leads out of it: " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, file);
        }
        return file;
    }
}
