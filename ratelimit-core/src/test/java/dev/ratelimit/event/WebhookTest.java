package dev.ratelimit.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.ratelimit.event.LimitEvent.Degraded;
import dev.ratelimit.event.LimitEvent.QuotaUsed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The listener of docs/events.md stands here line by line, and does what is said there. */
class WebhookTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @SuppressWarnings("ClassCanBeStatic")
    public final class Webhook implements LimitEventListener {

        private final HttpClient client = HttpClient.newHttpClient();

        @Override
        public void heard(LimitEvent event) {
            if (event instanceof QuotaUsed quota && quota.percent() < 100) {
                return;
            }
            HttpRequest request = HttpRequest.newBuilder(URI.create(System.getProperty("webhook")))
                    .timeout(Duration.ofSeconds(5))
                    .POST(BodyPublishers.ofString(event.kind().id() + ": " + event))
                    .build();
            var unused = client.sendAsync(request, BodyHandlers.discarding());
        }
    }

    @Test
    void isAllOfWhatTheManualHas() throws IOException {
        String here = Files.readString(Path.of("src", "test", "java", "dev", "ratelimit", "event", "WebhookTest.java"));
        String manual = Files.readString(Path.of("..", "docs", "events.md"));
        assertThat(JAVA.matcher(manual).results().flatMap(code -> code.group(1).lines()))
                .hasSizeGreaterThan(8)
                .allSatisfy(line -> assertThat(here).contains(line));
    }

    @Test
    void postsWhatItHears() throws IOException {
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        System.setProperty("webhook", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try {
            Webhook webhook = new Webhook();
            webhook.heard(quota(80));
            webhook.heard(quota(100));
            webhook.heard(new Degraded(Instant.EPOCH, "Redis", "timeout"));
            await().until(() -> posted.size() == 2);
            assertThat(posted)
                    .anyMatch(text -> text.startsWith("quota_100: QuotaUsed["))
                    .anyMatch(text ->
                            text.equals("degraded: Degraded[at=1970-01-01T00:00:00Z, store=Redis, cause=timeout]"));
        } finally {
            System.clearProperty("webhook");
            server.stop(0);
        }
    }

    private static LimitEvent quota(int percent) {
        return new QuotaUsed(Instant.EPOCH, "daily", "daily", List.of("alice"), percent, 10, Instant.EPOCH);
    }
}
