package dev.ratelimit.filter;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An application as a user would lay it out: {@code WEB-INF/web.xml}, {@code classes} and {@code lib}. */
record WarDirectory(Path root) {

    private static final Pattern OURS = Pattern.compile(
            "lettuce-core|netty-|redis-authx|reactor-core|reactive-streams|jackson-|caffeine|slf4j-|jspecify|ratelimit-(core|filter)");

    WarDirectory {
        try {
            Files.createDirectories(root.resolve("WEB-INF/classes"));
            Files.createDirectories(root.resolve("WEB-INF/lib"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A complete {@code web.xml}: the server looks for no annotations. */
    WarDirectory webXml(String content) {
        return webXml(content, true);
    }

    /** A {@code web.xml} beside annotated classes. */
    WarDirectory unmarkedWebXml(String content) {
        return webXml(content, false);
    }

    private WarDirectory webXml(String content, boolean complete) {
        String xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="%s">
                %s
                </web-app>
                """;
        return file("WEB-INF/web.xml", xml.formatted(complete, content));
    }

    WarDirectory file(String path, String content) {
        try {
            Files.writeString(root.resolve(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Adds a class of the tests, with its nested ones. */
    WarDirectory classes(Class<?>... types) {
        for (Class<?> type : types) {
            Path home = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().getPath());
            Path directory = home.resolve(type.getPackageName().replace('.', '/'));
            copy(
                    home,
                    directory,
                    file -> file.getFileName().toString().matches(type.getSimpleName() + "(\\$.*)?\\.class"));
        }
        return this;
    }

    /** Adds the filter and all it needs, so that nothing of it comes from the server's own class path. */
    WarDirectory libraries() {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            boolean main = path.endsWith("target/classes");
            if (main
                    ? !entry.contains("embedded-redis")
                    : OURS.matcher(path.getFileName().toString()).lookingAt()) {
                add(path);
            }
        }
        return this;
    }

    private void add(Path entry) {
        if (Files.isDirectory(entry)) {
            copy(entry, entry, file -> true);
        } else {
            copy(entry, root.resolve("WEB-INF/lib").resolve(entry.getFileName()));
        }
    }

    private void copy(Path home, Path directory, Predicate<Path> which) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> chosen = files.filter(Files::isRegularFile).filter(which).toList();
            chosen.forEach(file -> copy(file, root.resolve("WEB-INF/classes").resolve(home.relativize(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
