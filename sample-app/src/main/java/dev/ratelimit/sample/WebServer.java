package dev.ratelimit.sample;

import dev.ratelimit.admin.AdminListener;
import dev.ratelimit.filter.RateLimitFilter;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.component.LifeCycle;

/** Embedded Jetty with the web application that lies in {@code webapp/} on the class path, and the administration. */
final class WebServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String ADMIN = "/admin";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    private WebServer(int port) {
        connector.setHost(HOST);
        connector.setPort(port);
        server.addConnector(connector);
    }

    /**
     * Takes the port; requests wait until {@link #serve}.
     *
     * @param port 0 for any free one
     * @throws StartException when it is taken or forbidden
     */
    static WebServer bind(int port) {
        WebServer web = new WebServer(port);
        try {
            web.connector.open();
            return web;
        } catch (IOException e) {
            throw new StartException(
                    "--port " + port + " cannot be listened on (" + root(e).getMessage()
                            + "); accepted are free ports, 0 takes one",
                    e);
        }
    }

    /**
     * Starts the application, and beside it the administration on the same limiter.
     *
     * @param settings of the rate limit filter, as context-params beside those in web.xml
     * @throws StartException when the filter refuses its settings or rules
     */
    void serve(Map<String, String> settings) {
        try {
            WebAppContext shop = application("/", "webapp/");
            WebAppContext admin = application(ADMIN, "ratelimit-admin/");
            settings.forEach((name, value) -> shop.setInitParameter("ratelimit." + name, value));
            // Nobody but this machine can reach it.
            admin.setInitParameter("ratelimit.access", "open");
            shop.addEventListener(new LifeCycle.Listener() {
                @Override
                public void lifeCycleStarted(LifeCycle started) {
                    admin.setAttribute(
                            AdminListener.LIMITER, shop.getServletContext().getAttribute(RateLimitFilter.LIMITER));
                }
            });
            server.setHandler(new ContextHandlerCollection(shop, admin));
            server.start();
        } catch (Exception e) {
            close();
            throw new StartException(String.valueOf(root(e).getMessage()), e);
        }
    }

    /** The port in use. */
    int port() {
        return connector.getLocalPort();
    }

    /** Where the start page is, with a slash at the end. */
    String address() {
        return "http://" + HOST + ":" + port() + "/";
    }

    /** Stops listening and stops the application with its filter. */
    @Override
    public void close() {
        try {
            connector.close();
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop: " + e, e);
        }
    }

    private static WebAppContext application(String contextPath, String directory) {
        WebAppContext application = new WebAppContext();
        application.setContextPath(contextPath);
        application.setBaseResource(application.getResourceFactory().newClassLoaderResource(directory));
        application.setClassLoader(WebServer.class.getClassLoader());
        application.setInitParameter("org.eclipse.jetty.servlet.Default.dirAllowed", "false");
        // Else a filter that refuses to start leaves a server that answers 503 to everything.
        application.setThrowUnavailableOnStartupException(true);
        return application;
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
