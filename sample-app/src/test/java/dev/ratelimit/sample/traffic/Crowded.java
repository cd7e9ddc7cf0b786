package dev.ratelimit.sample.traffic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A shop that refuses the crawler, and nobody else. */
final class Crowded implements AutoCloseable {
    private static final int NO_BODY = -1;

    final Map<String, AtomicLong> came = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** On this port; 0 for any free one. */
    Crowded(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    long came(String name) {
        AtomicLong count = came.get(name);
        return count == null ? 0 : count.get();
    }

    long all() {
        return came.values().stream().mapToLong(AtomicLong::get).sum();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestHeaders().getFirst("X-Api-Key");
        came.computeIfAbsent(name, key -> new AtomicLong()).incrementAndGet();
        exchange.sendResponseHeaders(name.equals("crawler") ? 429 : 200, NO_BODY);
        exchange.close();
    }
}
