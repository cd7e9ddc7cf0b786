package dev.ratelimit.jaxrs;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.core.Application;
import java.util.ServiceLoader;

/**
 * A real server on loopback, the one that system property {@code harness} names. Applications come and go while it runs,
 * all at the context path {@code /app}, with their resources below {@code /api}, by the JAX-RS servlet that system
 * property {@code jaxrs.servlet} names.
 */
interface JaxrsServer extends AutoCloseable {

    String CONTEXT = "/app";

    String API = "/api";

    static JaxrsServer start() {
        String name = System.getProperty("harness");
        try {
            return Class.forName(name)
                    .asSubclass(JaxrsServer.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no server " + name, e);
        }
    }

    /** Starts an application; {@code before} may add Servlet filters. */
    default Site deploy(Application application, Setup before) throws Exception {
        HeldApplication.hold(application);
        return deploy(HeldApplication.class, before);
    }

    /** Starts an application that the implementation makes. */
    default Site deploy(Class<? extends Application> application, Setup before) throws Exception {
        return deploy(context -> {
            before.accept(context);
            ServletRegistration.Dynamic servlet = context.addServlet("jaxrs", System.getProperty("jaxrs.servlet"));
            servlet.setInitParameter("jakarta.ws.rs.Application", application.getName());
            // Only RESTEasy asks for this one.
            servlet.setInitParameter("resteasy.servlet.mapping.prefix", API);
            servlet.setAsyncSupported(true);
            servlet.setLoadOnStartup(1);
            servlet.addMapping(API + "/*");
            initialize(context);
        });
    }

    /** Calls what a container would find in this library. */
    private static void initialize(ServletContext context) throws ServletException {
        for (ServiceLoader.Provider<ServletContainerInitializer> found :
                ServiceLoader.load(ServletContainerInitializer.class).stream().toList()) {
            if (found.type().getName().startsWith("dev.ratelimit.")) {
                found.get().onStartup(null, context);
            }
        }
    }

    /** Of the server, as it tells it. */
    String version();

    int port();

    /** Starts an application that sets itself up by the Servlet API. */
    Site deploy(Setup setup) throws Exception;

    @Override
    void close() throws Exception;

    /** What an application does when it starts. */
    interface Setup {
        void accept(ServletContext context) throws ServletException;
    }

    /** A running application. */
    interface Site {

        /** Ends it; the second time does nothing. */
        void undeploy() throws Exception;
    }
}
