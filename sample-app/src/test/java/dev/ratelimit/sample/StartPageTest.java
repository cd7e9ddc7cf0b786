package dev.ratelimit.sample;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start page in a real browser; leaves pictures in target/screenshots. */
class StartPageTest {
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private Sample sample;

    @BeforeAll
    static void launch() {
        browser = Browser.launch();
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() {
        sample = Sample.start(Options.parse("--port", "0", "--store", "memory"));
    }

    @AfterEach
    void stop() {
        sample.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void showsTheStatusAndTheHeadersOfEveryEndpoint() {
        Page page = open(1280, ColorScheme.LIGHT);
        for (String path : List.of("/catalogue", "/search", "/report", "/login", "/download")) {
            Locator card = card(page, path);
            send(card, 20);

            assertThat(card.getByRole(AriaRole.STATUS)).containsText(Pattern.compile("\\d+ passed"));
            assertThat(card.locator(".strip span")).hasCount(20);
            for (String header : List.of("Status", "RateLimit-Policy", "RateLimit", "X-RateLimit-Remaining")) {
                assertThat(row(card, header)).isVisible();
            }
        }
        page.screenshot(picture("light"));
    }

    /** On endpoints where nothing passes again while the page is at it, however slow the machine. */
    @ParameterizedTest
    @ValueSource(strings = {"/report", "/login"})
    void tellsWhatWasRefusedAndHowLongToWait(String path) {
        Locator card = card(open(1280, ColorScheme.LIGHT), path);
        send(card, 20);

        assertThat(card.getByRole(AriaRole.STATUS))
                .containsText(Pattern.compile("5 passed, 15 refused. Try again in \\d+ s"));
        assertThat(card.locator(".strip .passed")).hasCount(5);
        assertThat(card.locator(".strip .refused")).hasCount(15);
        assertThat(row(card, "Status")).containsText("429");
        assertThat(row(card, "Retry-After")).isVisible();
    }

    @Test
    void showsOneBarForEachLimit() {
        Page page = open(1280, ColorScheme.LIGHT);
        Locator login = card(page, "/login");
        send(login, 1);

        assertThat(login.getByRole(AriaRole.PROGRESSBAR)).hasCount(2);
        assertThat(login.getByLabel("login-account")).hasAttribute("value", "4");
        assertThat(row(login, "Status")).containsText("200");
    }

    @Test
    void sendsWhatTheFieldsSayAndWritesItForCurl() {
        Page page = open(1280, ColorScheme.DARK);
        Locator search = card(page, "/search");
        search.getByLabel("API key").fill("it's mine");
        search.getByLabel("Search for").fill("oak & pine");

        assertThat(search.locator(".curl"))
                .hasText("curl -i \"" + sample.web().address() + "search?q=oak+%26+pine\""
                        + " -H 'X-Api-Key: it'\\''s mine'");
        search.getByLabel("Search for").fill("oak");
        send(search, 1);
        assertThat(search.getByRole(AriaRole.STATUS)).containsText("1 passed");
        search.getByText("Body of the last answer").click();
        assertThat(search.locator(".body")).containsText("Oak chair");
        send(card(page, "/login"), 20);
        assertThat(card(page, "/login").getByRole(AriaRole.STATUS)).containsText("refused");
        page.screenshot(picture("dark"));
    }

    @Test
    void fitsANarrowScreen() {
        Page page = open(360, ColorScheme.LIGHT);
        for (String path : List.of("/report", "/login")) {
            send(card(page, path), 20);
            assertThat(card(page, path).getByRole(AriaRole.STATUS)).containsText("refused");
        }

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
        page.screenshot(picture("narrow"));
    }

    @Test
    void worksByKeyboardAlone() {
        Page page = open(1280, ColorScheme.LIGHT);
        Locator send = card(page, "/catalogue").getByRole(AriaRole.BUTTON).filter(named("Send 1"));
        send.focus();
        page.keyboard().press("Enter");

        assertThat(card(page, "/catalogue").getByRole(AriaRole.STATUS)).containsText("1 passed");
        assertThat(send).isFocused();
    }

    private Page open(int width, ColorScheme scheme) {
        BrowserContext context = browser.chromium()
                .newContext(new NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme));
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // Chromium notes every refused request there; those are meant.
            if (!message.text().contains("status of 429")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.navigate(sample.web().address());
        return page;
    }

    private static Locator card(Page page, String path) {
        return page.getByRole(AriaRole.ARTICLE)
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(path, new Page.GetByTextOptions().setExact(true))));
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

    private static Page.ScreenshotOptions picture(String name) {
        return new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "screenshots", name + ".png"));
    }
}
