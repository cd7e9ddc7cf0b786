package dev.ratelimit.admin;

import dev.ratelimit.http.ResponseHeaders;
import dev.ratelimit.http.ResponseOptions;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Hands the requests of other clients on by the client of the tests, so that these exchanges are held against the description. */
final class Relay extends Handler.Abstract implements AutoCloseable {

    private static final List<String> HANDED_ON = List.of("Accept", "Content-Type", "If-Match");
    /** Said anew for each connection. */
    private static final List<String> OF_CONNECTION = List.of("date", "server", "content-length", "transfer-encoding");

    /** The client gives names in small letters, sorted. */
    private static final List<String> WRITTEN =
            ResponseHeaders.standard(ResponseOptions.defaults()).names();

    private final AdminServer target;
    private final Server server = new Server(0);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    Relay(AdminServer target) throws Exception {
        this.target = target;
        server.setHandler(this);
        server.start();
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    /** What was not as described. */
    Queue<Throwable> failures() {
        return failures;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        List<String> headers = new ArrayList<>();
        for (String name : HANDED_ON) {
            String value = request.getHeaders().get(name);
            if (value != null) {
                headers.addAll(List.of(name, value));
            }
        }
        String body = Content.Source.asString(request, StandardCharsets.UTF_8);
        String path = request.getHttpURI().getPathQuery();
        try {
            answer(target.send(request.getMethod(), path, body, headers.toArray(String[]::new)), response, callback);
        } catch (AssertionError e) {
            failures.add(e);
            Response.writeError(request, response, callback, 502);
        }
        return true;
    }

    private static void answer(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        HttpHeaders headers = answer.response().headers();
        Stream.concat(WRITTEN.stream(), headers.map().keySet().stream())
                .filter(name -> !OF_CONNECTION.contains(name))
                .filter(name -> !response.getHeaders().contains(name))
                .forEach(name -> response.getHeaders().put(name, headers.allValues(name)));
        response.write(true, ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)), callback);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
