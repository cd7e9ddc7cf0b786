package dev.ratelimit.sample.traffic;

import dev.ratelimit.sample.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.time.Duration;

/**
 * {@code POST /traffic} sends a minute of requests to this sample, {@code DELETE} stops that, {@code GET} tells how it is.
 * It ends with the sample.
 */
public final class TrafficServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    private static final Duration LENGTH = Duration.ofSeconds(60);

    private final transient Traffic traffic = new Traffic(LENGTH);

    @Override
    public void destroy() {
        traffic.stop();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        switch (request.getMethod()) {
            case "GET", "HEAD" -> Json.send(response, traffic.state());
            case "POST", "DELETE" -> change(request, response);
            default -> refuseMethod(response);
        }
    }

    private void change(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!Sender.isWelcome(request)) {
            Json.problem(
                    response, 403, "Forbidden", "Only this machine makes traffic, by the start page or without a page");
            return;
        }
        Json.send(response, request.getMethod().equals("POST") ? traffic.start(shop(request)) : traffic.stop());
    }

    /** Where the request came in, and not where it says it was going. */
    private static URI shop(HttpServletRequest request) {
        return URI.create("http://127.0.0.1:" + request.getLocalPort() + "/");
    }

    private static void refuseMethod(HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "GET, HEAD, POST, DELETE");
        Json.problem(response, 405, "Method Not Allowed", "POST starts traffic, DELETE stops it, GET tells how it is");
    }
}
