package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard's files go over the wire small, and once. */
class AssetsTest {

    private static final String STYLE = "/assets/style.css";

    private static AdminServer server;

    @BeforeAll
    static void start() {
        server = AdminServer.start(Map.of("access", "open"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, gzip;q=0.5", "gzip; q=1.0, *;q=0"})
    void sendsThemCompressedToWhoTakesThat(String encodings) throws Exception {
        HttpResponse<byte[]> plain = get(STYLE);
        HttpResponse<byte[]> compressed = get(STYLE, "Accept-Encoding", encodings);

        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(compressed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        assertThat(compressed.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
        assertThat(compressed.body().length).isLessThan(plain.body().length / 2);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "identity", "gzip;q=0", "gzip;q=0.000", "x-gzip-like"})
    void sendsThemPlainToWhoDoesNot(String encodings) throws Exception {
        HttpResponse<byte[]> plain = get(STYLE, "Accept-Encoding", encodings);
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(new String(plain.body(), StandardCharsets.UTF_8)).contains(".panel");
    }

    @Test
    void sendsNothingAgainThatStayedTheSame() throws Exception {
        String tag = get(STYLE).headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> again = get(STYLE, "If-None-Match", "\"other\", " + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(again.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(get(STYLE, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(get("/assets/app.js").headers().firstValue("ETag").orElseThrow())
                .isNotEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/nothing.css",
                "/assets/",
                "/assets",
                "/assets/%2e%2e/WEB-INF/web.xml",
                "/assets/..%2fWEB-INF/web.xml"
            })
    void servesNothingElse(String path) throws Exception {
        assertThat(get(path, "Accept-Encoding", "gzip").statusCode()).isBetween(400, 404);
    }

    @Test
    void tellsTheLengthAlone() {
        Answer head = server.send("HEAD", STYLE, "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isNotEmpty();
        assertThat(head.body()).isEmpty();
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }
}
