package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Makes the pictures of docs/images; who changes the dashboard copies them there from target/screenshots/docs, made with
 * {@code -Dpictures.requests=3000} so that there is more to see.
 */
@Tag("browser")
class DocumentationPicturesTest {
    private static final Path DIRECTORY = Path.of("target", "screenshots", "docs");
    /** Of one in the README, which many load who only pass by. */
    private static final long LARGEST_IN_README = 150_000;

    private static final long LARGEST = 200_000;
    private static final int NARROWER = 1_000;
    private static final int TALL = 1_530;
    private static final int REQUESTS = Integer.getInteger("pictures.requests", 1);

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @BeforeAll
    static void fillTheShop() {
        put("denylist?entry=203.0.113.0/24", "{\"reason\": \"Scanners\", \"expires_at\": \"2099-01-01T00:00:00Z\"}");
        put("denylist?entry=mallory", "{\"reason\": \"Stolen card, case 1742\"}");
        put("denylist?entry=ip:198.51.100.7", "{\"reason\": \"Guesses passwords\"}");
        put("plans/pro", "{\"overrides\": {\"search\": [\"20/1m\"]}}");
        put(
                "users?user_id=" + DASHBOARD.shop().demo(),
                "{\"plan\": \"pro\", \"until\": \"2099-01-01T00:00:00Z\", \"note\": \"A trial of three months\"}");
    }

    @BeforeAll
    static void waitForTraffic() {
        Pattern requests = Pattern.compile("\"requests\":(\\d+)");
        await().atMost(Duration.ofMinutes(10)).until(() -> {
            Matcher matcher = requests.matcher(
                    DASHBOARD.shop().client().get("/admin/ratelimit/analytics").body());
            return matcher.find() && Integer.parseInt(matcher.group(1)) >= REQUESTS;
        });
    }

    @Test
    void showsWhatGoesOn() throws IOException {
        for (View view : new View[] {View.WIDE, View.WIDE_DARK}) {
            Page page = DASHBOARD.open(view, "overview");
            assertThat(Found.row(page, "GET /search").first()).isVisible(Found.eventually());
            assertThat(page.getByText(Pattern.compile("^key:.* came near the limit of"))
                            .first())
                    .isVisible(Found.eventually());
            take(page, "overview-" + view.scheme().name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void showsARuleBeingChanged() throws IOException {
        Page page = DASHBOARD.open("rules/search");
        Found.field(page, "Limit 1: At once").fill("5");
        Found.radio(page, "5 %").check();
        assertThat(Found.field(page, "JSON")).hasValue(Pattern.compile("\"enforce_percent\": 5,"));
        page.evaluate("scrollTo(0, 0)");
        take(page, "rule");
        Found.button(page, "Discard changes").click();
    }

    @Test
    void showsAUserWhoAsksWhy() throws IOException {
        DASHBOARD.shop().exhaustSearch();
        Page page = DASHBOARD.open("users/" + DASHBOARD.shop().demo());
        page.setViewportSize(NARROWER, TALL);
        Found.field(page, "Path").fill("/search");
        page.getByLabel("Charge it").check();
        DASHBOARD.complaints().expect(429);
        Found.button(page, "Explain").click();
        assertThat(page.locator(".answer")).containsText("Denied");
        page.evaluate("scrollTo(0, 0)");
        take(page, "user");
    }

    @Test
    void showsWhoIsKeptOut() throws IOException {
        Page page = DASHBOARD.open("lists");
        assertThat(Found.row(page, "Scanners")).isVisible();
        take(page, "lists");
    }

    @Test
    void showsWhatWas() throws IOException {
        Page page = DASHBOARD.open("reports");
        assertThat(Found.row(page, "/search").first()).isVisible(Found.eventually());
        take(page, "report");
    }

    @Test
    void showsHowAllIs() throws IOException {
        Page page = DASHBOARD.open("health");
        assertThat(Found.heading(page, "Settings in effect")).isVisible();
        take(page, "health");
    }

    private static void put(String path, String body) {
        int status = DASHBOARD
                .shop()
                .client()
                .json("PUT", "/admin/ratelimit/" + path, body)
                .statusCode();
        assertThat(status).as(path).isEqualTo(200);
    }

    private static void take(Page page, String name) throws IOException {
        Path picture = DIRECTORY.resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(picture));
        long largest = name.startsWith("overview") ? LARGEST_IN_README : LARGEST;
        assertThat(Files.size(picture)).as(name).isLessThan(largest);
    }
}
