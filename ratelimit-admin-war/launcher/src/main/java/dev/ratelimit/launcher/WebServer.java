package dev.ratelimit.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** Jetty with the WAR that it lies in. */
final class WebServer {

    private static final long DRAIN_MILLIS = 5_000;

    private static final String HEADERS = "dev.ratelimit.admin.headers";
    /** Sessions and a login of Jetty's are not wanted. */
    private static final int BARE = 0;

    private final Server server = new Server();
    private final ProblemPages problems = new ProblemPages();
    private final ServerConnector connector;

    private WebServer(Flags flags) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(flags.bind.getHostAddress());
        connector.setPort(flags.port);
        server.addConnector(connector);
        server.setStopTimeout(DRAIN_MILLIS);
        server.setErrorHandler(problems);
    }

    /** @throws UsageException when the port, a setting or the rules cannot be used */
    static WebServer start(Path war, Path directory, Flags flags) {
        refuseToServeEverybody(flags);
        WebServer web = new WebServer(flags);
        web.bind(flags);
        WebAppContext application = application(war, directory);
        flags.settings.forEach((name, value) -> application.setInitParameter("ratelimit." + name, value));
        if (!flags.has("adminToken") && !flags.has("access")) {
            application.setInitParameter("ratelimit.access", "open");
        }
        web.serve(application);
        return web;
    }

    String address() {
        String host = connector.getHost();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector.getLocalPort() + "/";
    }

    /** Without a token the service is open to this machine only. */
    private static void refuseToServeEverybody(Flags flags) {
        if (!flags.has("adminToken") && !flags.insecure && !flags.bind.isLoopbackAddress()) {
            throw new UsageException("--bind " + flags.bind.getHostAddress()
                    + " opens the service to the network; accepted with --admin-token (RATELIMIT_ADMIN_TOKEN), or with"
                    + " --insecure to serve everybody");
        }
    }

    /** Before the application starts: it is what most often fails, and quick to know. */
    private void bind(Flags flags) {
        try {
            connector.open();
        } catch (IOException e) {
            throw new UsageException(
                    "--port " + flags.port + " cannot be listened on (" + root(e).getMessage()
                            + "); accepted are free ports, 0 takes one",
                    e);
        }
    }

    private void serve(WebAppContext application) {
        GracefulHandler graceful = new GracefulHandler(application);
        graceful.setShutdownIdleTimeout(DRAIN_MILLIS);
        server.setHandler(graceful);
        try {
            server.start();
            problems.add(headers(application));
            server.setStopAtShutdown(true);
        } catch (Exception e) {
            throw Refusals.of(root(e));
        }
    }

    private static WebAppContext application(Path war, Path directory) {
        WebAppContext application = new WebAppContext("/", null, null, null, null, BARE);
        application.setWar(war.toString());
        application.setTempDirectory(directory.resolve("webapp").toFile());
        application.setThrowUnavailableOnStartupException(true);
        return application;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> headers(WebAppContext application) {
        return (Map<String, String>) application.getServletContext().getAttribute(HEADERS);
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
