package dev.ratelimit.admin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The application on a Jetty of the test's own, and a client that talks to it. */
final class AdminServer implements AutoCloseable {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebAppContext application = new WebAppContext();

    private AdminServer(Map<String, String> settings, Consumer<WebAppContext> change) {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        application.setContextPath("/");
        application.setBaseResource(application.getResourceFactory().newClassLoaderResource("ratelimit-admin/"));
        application.setClassLoader(AdminServer.class.getClassLoader());
        application.setThrowUnavailableOnStartupException(true);
        settings.forEach((name, value) -> application.setInitParameter("ratelimit." + name, value));
        change.accept(application);
        server.setHandler(application);
    }

    /** A server with context-params, their names without our prefix. */
    static AdminServer start(Map<String, String> settings) {
        return start(settings, application -> {});
    }

    static AdminServer start(Map<String, String> settings, Consumer<WebAppContext> change) {
        AdminServer started = new AdminServer(settings, change);
        try {
            started.server.start();
        } catch (Exception e) {
            started.close();
            throw new IllegalStateException("the application did not start", e);
        }
        return started;
    }

    /** Every path to which the container maps a servlet, a name in place of each asterisk. */
    List<String> servletPaths() {
        return application.getServletContext().getServletRegistrations().values().stream()
                .flatMap(servlet -> servlet.getMappings().stream())
                .map(mapping -> mapping.replace("*", "any"))
                .map(path -> path.startsWith("/") ? path : "/" + path)
                .toList();
    }

    /** How long a new connection may say nothing. */
    void patience(Duration patience) {
        connector.setIdleTimeout(patience.toMillis());
    }

    int port() {
        return connector.getLocalPort();
    }

    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    /** @param headers names and values in turn */
    Answer send(String method, String path, String body, String... headers) {
        return send(method, path, HttpRequest.BodyPublishers.ofString(body), body, headers);
    }

    Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        return send(method, path, body, "", headers);
    }

    /** @param text what the body says; empty where nobody needs to know */
    private Answer send(String method, String path, HttpRequest.BodyPublisher body, String text, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Description.check(request.build(), text, response);
            return new Answer(response);
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
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
