package dev.ratelimit.sample;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start page in a real browser; leaves pictures in target/screenshots. */
@Tag("browser")
class StartPageTest {
    // Chromium notes every request there that is refused or wrong; those are meant.
    @RegisterExtension
    final StartPage start = new StartPage(message -> message.text().contains("status of 4"));

    @Test
    void showsTheStatusAndTheHeadersOfEveryEndpoint() {
        Page page = start.open(1280, ColorScheme.LIGHT);
        for (String path : List.of("/catalogue", "/search", "/report", "/login", "/download")) {
            Locator card = card(page, path);
            send(card, 20);

            assertThat(card.getByRole(AriaRole.STATUS)).containsText(Pattern.compile("\\d+ passed"));
            assertThat(card.locator(".strip span")).hasCount(20);
            for (String header : List.of("Status", "RateLimit-Policy", "RateLimit", "X-RateLimit-Remaining")) {
                assertThat(row(card, header)).isVisible();
            }
        }
        page.screenshot(StartPage.picture("light"));
    }

    /** On endpoints where nothing passes again while the page is at it, however slow the machine. */
    @ParameterizedTest
    @ValueSource(strings = {"/report", "/login"})
    void tellsWhatWasRefusedAndHowLongToWait(String path) {
        Locator card = card(start.open(1280, ColorScheme.LIGHT), path);
        send(card, 20);

        assertThat(card.getByRole(AriaRole.STATUS))
                .containsText(Pattern.compile("5 passed, 15 refused. Try again in \\d+ s"));
        assertThat(card.locator(".strip .passed")).hasCount(5);
        assertThat(card.locator(".strip .refused")).hasCount(15);
        assertThat(row(card, "Status")).containsText("429");
        assertThat(row(card, "Retry-After")).isVisible();
    }

    @Test
    void triesOutTheAnnotatedResources() {
        Page page = start.open(1280, ColorScheme.LIGHT);
        for (String card : List.of("create-order", "read-order", "complete", "login-failures", "health")) {
            send(page.locator("#" + card), 20);
        }

        // A slow machine lets some of what comes back pass meanwhile.
        assertAnswered(page, "create-order", "\\d passed, 1\\d refused");
        assertThat(page.locator("#create-order").getByLabel("OrdersResource.create"))
                .hasAttribute("max", "5");
        assertAnswered(page, "read-order", "1\\d passed, \\d refused");
        assertAnswered(page, "complete", "\\d passed, 1\\d refused");
        assertAnswered(page, "login-failures", "20 passed\\.");
        assertAnswered(page, "health", "20 passed\\.");
        assertThat(page.locator("#health").getByRole(AriaRole.PROGRESSBAR)).hasCount(0);
        page.screenshot(StartPage.picture("resources"));
    }

    @Test
    void tellsFailuresOfALoginFromRefusals() {
        Locator login = start.open(1280, ColorScheme.DARK).locator("#login-failures");
        login.getByLabel("Password").fill("guess");
        assertThat(login.locator(".curl")).containsText("-d '{\"name\":\"alice\",\"password\":\"guess\"}'");
        send(login, 20);

        assertThat(login.getByRole(AriaRole.STATUS))
                .containsText(Pattern.compile("0 passed, 1\\d refused, \\d failed. Try again in \\d+ s"));
        assertThat(row(login, "Status")).containsText("429");
    }

    @Test
    void sendsWhatIsInTheBodyAndInThePath() {
        Page page = start.open(1280, ColorScheme.LIGHT);
        Locator create = page.locator("#create-order");
        create.getByLabel("Pieces").fill("7");
        send(create, 1);
        assertThat(create.getByRole(AriaRole.STATUS)).containsText("1 passed");
        Locator read = page.locator("#read-order");
        read.getByRole(AriaRole.TEXTBOX).and(read.getByLabel("Order")).fill("2");
        send(read, 1);

        read.getByText("Body of the last answer").click();
        assertThat(read.locator(".body")).containsText("\"pieces\" : 7");
    }

    /** So that it cannot tell another story than the code does. */
    @Test
    void quotesTheAnnotationsAsTheyAreInTheCode() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/ratelimit/sample/api"))) {
            for (Path file : files.toList()) {
                code.append(Files.readString(file));
            }
        }

        List<String> quoted =
                start.open(1280, ColorScheme.LIGHT).locator("#resources .code").allTextContents();
        assertThat(quoted).hasSize(5);
        assertThat(quoted.stream().flatMap(String::lines).map(String::strip))
                .allSatisfy(line -> assertThat(code).contains(line));
    }

    @Test
    void tellsHowToReplaceAnAnnotation() {
        Page page = start.open(1280, ColorScheme.LIGHT);
        Client client = start.sample().client();

        assertThat(page.locator("#replacement")).containsText("-X DELETE");
        page.getByRole(AriaRole.LINK).filter(named("/admin/ratelimit/rules")).click();
        assertThat(page.locator("body")).containsText("\"id\":\"OrdersResource.create\"");
        assertThat(client.get("/admin/ratelimit/rules/OrdersResource.create").body())
                .contains("\"origin\":\"annotation\"");
    }

    @Test
    void showsOneBarForEachLimit() {
        Page page = start.open(1280, ColorScheme.LIGHT);
        Locator login = card(page, "/login");
        send(login, 1);

        assertThat(login.getByRole(AriaRole.PROGRESSBAR)).hasCount(2);
        assertThat(login.getByLabel("login-account")).hasAttribute("value", "4");
        assertThat(row(login, "Status")).containsText("200");
    }

    @Test
    void sendsWhatTheFieldsSayAndWritesItForCurl() {
        Page page = start.open(1280, ColorScheme.DARK);
        Locator search = card(page, "/search");
        search.getByLabel("API key").fill("it's mine");
        search.getByLabel("Search for").fill("oak & pine");

        assertThat(search.locator(".curl"))
                .hasText("curl -i \"" + start.sample().web().address() + "search?q=oak+%26+pine\""
                        + " -H 'X-Api-Key: it'\\''s mine'");
        search.getByLabel("Search for").fill("oak");
        send(search, 1);
        assertThat(search.getByRole(AriaRole.STATUS)).containsText("1 passed");
        search.getByText("Body of the last answer").click();
        assertThat(search.locator(".body")).containsText("Oak chair");
        for (String id : List.of("login", "create-order", "complete")) {
            send(page.locator("#" + id), 20);
            assertAnswered(page, id, "refused");
        }
        page.screenshot(StartPage.picture("dark"));
    }

    @Test
    void fitsANarrowScreen() {
        Page page = start.open(360, ColorScheme.LIGHT);
        for (String path : List.of("/report", "/login")) {
            send(card(page, path), 20);
            assertThat(card(page, path).getByRole(AriaRole.STATUS)).containsText("refused");
        }

        Locator tokens = page.locator("#complete");
        send(tokens, 20);
        assertThat(tokens.getByRole(AriaRole.STATUS)).containsText("refused");

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
        page.screenshot(StartPage.picture("narrow"));
    }

    @Test
    void worksByKeyboardAlone() {
        Page page = start.open(1280, ColorScheme.LIGHT);
        Locator send = card(page, "/catalogue").getByRole(AriaRole.BUTTON).filter(named("Send 1"));
        send.focus();
        page.keyboard().press("Enter");

        assertThat(card(page, "/catalogue").getByRole(AriaRole.STATUS)).containsText("1 passed");
        assertThat(send).isFocused();
    }

    private static Locator card(Page page, String path) {
        return page.getByRole(AriaRole.ARTICLE)
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(path, new Page.GetByTextOptions().setExact(true))));
    }

    private static void assertAnswered(Page page, String card, String summary) {
        assertThat(page.locator("#" + card).getByRole(AriaRole.STATUS)).containsText(Pattern.compile(summary));
    }

    private static void send(Locator card, int times) {
        card.getByRole(AriaRole.BUTTON).filter(named("Send " + times)).click();
    }

    private static Locator.FilterOptions named(String text) {
        return new Locator.FilterOptions().setHasText(Pattern.compile("^" + text + "$"));
    }

    private static Locator row(Locator card, String header) {
        return card.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + header + "(?![-A-Za-z])")));
    }
}
