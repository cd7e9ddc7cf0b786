package dev.ratelimit.filter;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.nio.file.Path;

/**
 * A real server on loopback, the one that system property {@code harness} names. Applications come and go while it runs,
 * all at the context path {@code /app}, with {@code /oops} as the page for status 500.
 */
interface Harness extends AutoCloseable {

    String CONTEXT = "/app";

    static Harness start() {
        String name = System.getProperty("harness");
        try {
            return Class.forName(name)
                    .asSubclass(Harness.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no server " + name, e);
        }
    }

    /** As the server tells it. */
    String version();

    int port();

    /** Starts an application that sets itself up by the Servlet API. */
    Site deploy(Setup setup) throws Exception;

    /** Starts an application laid out as a directory with {@code WEB-INF}, under a class loader of its own. */
    Site deploy(Path directory) throws Exception;

    @Override
    void close() throws Exception;

    /** What an application does when it starts. */
    interface Setup {
        void accept(ServletContext context) throws ServletException;
    }

    /** A running application. */
    interface Site {
        ClassLoader classLoader();

        void undeploy() throws Exception;
    }
}
