package dev.ratelimit.filter;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The classes and libraries of an application before those of the server, the Servlet API and the JDK aside. */
final class WarClassLoader extends URLClassLoader {

    WarClassLoader(Path directory, ClassLoader server) throws IOException {
        super(places(directory.resolve("WEB-INF")), server);
    }

    private static URL[] places(Path webInf) throws IOException {
        List<URL> places = new ArrayList<>();
        places.add(webInf.resolve("classes").toUri().toURL());
        try (Stream<Path> jars = Files.list(webInf.resolve("lib"))) {
            for (Path jar : jars.sorted().toList()) {
                places.add(jar.toUri().toURL());
            }
        }
        return places.toArray(URL[]::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && !name.startsWith("java.") && !name.startsWith("jakarta.servlet.")) {
                loaded = own(name);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    private Class<?> own(String name) {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }
}
