package dev.ratelimit.sample;

import java.util.Map;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The admin application without a shop, on a Jetty of the test's own. */
public final class Administration implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    private Administration(Map<String, String> settings) {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebAppContext application = new WebAppContext();
        application.setContextPath("/");
        application.setBaseResource(application.getResourceFactory().newClassLoaderResource("ratelimit-admin/"));
        application.setClassLoader(Administration.class.getClassLoader());
        application.setThrowUnavailableOnStartupException(true);
        settings.forEach((name, value) -> application.setInitParameter("ratelimit." + name, value));
        server.setHandler(application);
    }

    /** Starts it with these settings, by their names without our prefix. */
    public static Administration start(Map<String, String> settings) {
        Administration started = new Administration(settings);
        try {
            started.server.start();
        } catch (Exception e) {
            started.close();
            throw new IllegalStateException("the application did not start", e);
        }
        return started;
    }

    /** Where the dashboard is. */
    public String dashboard() {
        return "http://127.0.0.1:" + connector.getLocalPort() + "/";
    }

    public Client client() {
        return new Client(dashboard());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop", e);
        }
    }
}
