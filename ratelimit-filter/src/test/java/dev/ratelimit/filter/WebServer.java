package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for a test class; what a test deploys is gone after it. */
final class WebServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Deque<AutoCloseable> cleanup = new ArrayDeque<>();
    private Harness harness;

    Harness harness() {
        return harness;
    }

    /** Deploys an application of test servlets, with filters. */
    Harness.Site deploy(Harness.Setup filters) throws Exception {
        return undeployedAfterwards(harness.deploy(context -> {
            filters.accept(context);
            TestServlets.addTo(context);
        }));
    }

    Harness.Site deploy(Path directory) throws Exception {
        return undeployedAfterwards(harness.deploy(directory));
    }

    private Harness.Site undeployedAfterwards(Harness.Site site) {
        cleanup.push(site::undeploy);
        return site;
    }

    /** Closes a resource after the test, in reverse order. */
    <T extends AutoCloseable> T closedAfterwards(T resource) {
        cleanup.push(resource);
        return resource;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    HttpResponse<String> send(String method, String path, String... headers) {
        URI uri = URI.create("http://127.0.0.1:" + harness.port() + Harness.CONTEXT + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Reads so much of an answer, and resets the connection. */
    void hangUp(String path, int bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), harness.port())) {
            socket.setSoLinger(true, 0);
            String head = "GET " + Harness.CONTEXT + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(bytes)).hasSize(bytes);
        }
    }

    HttpResponse<String> send(HttpRequest request) {
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
        harness = Harness.start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!cleanup.isEmpty()) {
            cleanup.pop().close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        harness.close();
    }
}
