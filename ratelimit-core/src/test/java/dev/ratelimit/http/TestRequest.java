package dev.ratelimit.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request made by hand, for tests here and in other packages: {@code TestRequest.get("/orders").header("A", "1")}. */
public final class TestRequest implements RequestView {

    private final String method;
    private final String path;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> queries = new HashMap<>();
    private final Map<String, String> cookies = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private String peer = "192.0.2.1";
    private @Nullable String principal;
    private @Nullable String session;
    private @Nullable String resource;
    private @Nullable String template;

    public TestRequest(String method, String path) {
        this.method = method;
        this.path = path;
    }

    public static TestRequest get(String path) {
        return new TestRequest("GET", path);
    }

    /** Adds a line. */
    public TestRequest header(String name, String value) {
        headers.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        return this;
    }

    public TestRequest query(String name, String value) {
        queries.put(name, value);
        return this;
    }

    public TestRequest cookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    public TestRequest attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    public TestRequest from(String peerAddress) {
        peer = peerAddress;
        return this;
    }

    public TestRequest principal(String name) {
        principal = name;
        return this;
    }

    public TestRequest session(String id) {
        session = id;
        return this;
    }

    public TestRequest resource(String id) {
        resource = id;
        return this;
    }

    public TestRequest template(String path) {
        template = path;
        return this;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String header(String name) {
        List<String> lines = headers(name);
        return lines.isEmpty() ? null : lines.get(0);
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public @Nullable String query(String name) {
        return queries.get(name);
    }

    @Override
    public @Nullable String cookie(String name) {
        return cookies.get(name);
    }

    @Override
    public @Nullable String session() {
        return session;
    }

    @Override
    public String peerAddress() {
        return peer;
    }

    @Override
    public @Nullable String principal() {
        return principal;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return attributes.get(name);
    }

    @Override
    public @Nullable String resource() {
        return resource;
    }

    @Override
    public @Nullable String template() {
        return template;
    }
}
