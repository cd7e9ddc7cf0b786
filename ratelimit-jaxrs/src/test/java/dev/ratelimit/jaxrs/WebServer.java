package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for a test class; what a test deploys is gone after it. */
final class WebServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Deque<AutoCloseable> cleanup = new ArrayDeque<>();
    private JaxrsServer server;

    String version() {
        return server.version();
    }

    /** Deploys an application of these components, each a class or an instance. */
    JaxrsServer.Site deploy(Object... components) throws Exception {
        return deploy(new Components(components), context -> {});
    }

    /** Deploys an application; {@code before} may add Servlet filters. */
    JaxrsServer.Site deploy(Application application, JaxrsServer.Setup before) throws Exception {
        JaxrsServer.Site site = server.deploy(application, before);
        cleanup.push(site::undeploy);
        return site;
    }

    /** Deploys an application that the implementation makes. */
    void deploy(Class<? extends Application> application) throws Exception {
        JaxrsServer.Site site = server.deploy(application, context -> {});
        cleanup.push(site::undeploy);
    }

    /** Closes a resource after the test, in reverse order. */
    <T extends AutoCloseable> T closedAfterwards(T resource) {
        cleanup.push(resource);
        return resource;
    }

    /** The URI of a resource. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + JaxrsServer.CONTEXT + JaxrsServer.API + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    /** The same over a connection that nothing else was sent on. */
    HttpResponse<String> getAlone(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build();
        return send(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), request);
    }

    /** Reads so much of an answer, and resets the connection. */
    void hangUp(String path, int bytes) throws IOException {
        URI uri = uri(path);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoLinger(true, 0);
            String head = "GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(bytes)).hasSize(bytes);
        }
    }

    HttpResponse<String> send(String method, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) {
        return send(client, request);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no response to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = JaxrsServer.start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!cleanup.isEmpty()) {
            cleanup.pop().close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        server.close();
    }
}
