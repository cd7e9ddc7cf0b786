package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.ResumeOptions;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An answer that begins and does not end, of which the dashboard waits no half minute here. */
@Tag("browser")
class LateAnswerTest {
    private static final String IMPATIENCE =
            "const timeout = AbortSignal.timeout.bind(AbortSignal); AbortSignal.timeout = () => timeout(3_000);";

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    private static HttpServer endless;

    @BeforeAll
    static void start() throws IOException {
        endless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endless.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"rules\": [".getBytes(UTF_8));
            exchange.getResponseBody().flush();
        });
        endless.start();
    }

    @AfterAll
    static void stop() {
        endless.stop(0);
    }

    @Test
    void isSaidToBeLate() {
        Page page = DASHBOARD.visitor(View.WIDE).newPage();
        page.addInitScript(IMPATIENCE);
        String address = "http://127.0.0.1:" + endless.getAddress().getPort() + "/";
        page.route("**/ratelimit/rules", route -> route.resume(new ResumeOptions().setUrl(address)));
        page.navigate(DASHBOARD.shop().dashboard() + "#/rules");
        assertThat(page.getByText("The administration does not answer in time.").first())
                .isVisible();
    }
}
