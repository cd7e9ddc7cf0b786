package dev.ratelimit.sample;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part of the start page that makes traffic, in a real browser; leaves pictures in target/screenshots. */
@Tag("browser")
class TrafficButtonTest {
    // The dashboard has tests of its own, and one here stops the sample.
    @RegisterExtension
    final StartPage start = new StartPage(message ->
            message.page().url().contains("/admin/") || message.text().contains("ERR_CONNECTION_REFUSED"));

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "1280, DARK", "360, LIGHT", "360, DARK"})
    void makesTrafficAndTellsHowMuchIsRefused(int width, ColorScheme scheme) {
        Page page = start.open(width, scheme);
        assertThat(status(page)).hasText("No traffic yet.");
        button(page, "Make traffic").click();

        assertThat(status(page)).hasText("Traffic runs, and limits bite.");
        long sent = figure(page, "Sent");
        long refused = figure(page, "Refused");
        await().until(() -> figure(page, "Sent") > sent && figure(page, "Refused") > refused);
        assertThat(figure(page, "Time left")).isBetween(1L, 60L);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        page.screenshot(
                StartPage.picture("traffic-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT)));
    }

    @Test
    void stopsAndKeepsTheFocus() {
        Page page = start.open(1280, ColorScheme.LIGHT);
        Locator stop = button(page, "Stop");
        assertThat(stop).isDisabled();
        button(page, "Make traffic").focus();
        page.keyboard().press("Enter");
        assertThat(stop).isEnabled();
        await().until(() -> figure(page, "Sent") > 0);

        stop.focus();
        page.keyboard().press("Enter");

        assertThat(status(page)).hasText("Traffic has stopped.");
        assertThat(stop).isDisabled();
        assertThat(stop).isFocused();
        assertThat(figure(page, "Time left")).isZero();
        assertThat(start.sample().client().get("/traffic").body()).contains("\"running\" : false");
    }

    @Test
    void leadsToTheDashboardWhileTrafficRuns() {
        Page page = start.open(1280, ColorScheme.LIGHT);
        button(page, "Make traffic").click();
        assertThat(status(page)).containsText("Traffic runs");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the dashboard to watch"))
                .click();

        page.waitForURL(start.sample().web().address() + "admin/**");
        assertThat(page).hasTitle(Pattern.compile("Overview · Ratelimit"));
        page.goBack();
        assertThat(status(page)).containsText("Traffic runs");
    }

    @Test
    void showsDenialsInTheDashboardWithinTenSeconds() {
        Page page = start.open(1280, ColorScheme.LIGHT);
        long pressed = System.nanoTime();
        button(page, "Make traffic").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the dashboard to watch"))
                .click();
        page.waitForURL(start.sample().web().address() + "admin/**");
        Locator denied = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Figures"))
                .locator(".tile")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^Denied[1-9]")));
        Locator denial = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Recent denials"))
                .locator("tbody tr");
        denied.or(denial).first().waitFor();

        Duration took = Duration.ofNanos(System.nanoTime() - pressed);
        System.out.println("sample: a denial in the dashboard " + took.toMillis() + " ms after the press");
        assertThat(took).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void showsWhatAnotherTabStarted() {
        start.sample().client().send("POST", "/traffic");

        assertThat(status(start.open(1280, ColorScheme.LIGHT))).containsText("Traffic runs");
    }

    @Test
    void tellsThatTheSampleIsGone() {
        Page page = start.open(1280, ColorScheme.LIGHT);
        button(page, "Make traffic").click();
        assertThat(status(page)).containsText("Traffic runs");
        start.sample().close();

        assertThat(status(page)).containsText("The sample does not answer");
        assertThat(button(page, "Stop")).isDisabled();
    }

    private static Locator part(Page page) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Watch limits bite"));
    }

    private static Locator status(Page page) {
        return part(page).getByRole(AriaRole.STATUS);
    }

    private static Locator button(Page page, String name) {
        return part(page)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static long figure(Page page, String term) {
        String text = part(page)
                .locator("dl > div")
                .filter(new Locator.FilterOptions().setHasText(term))
                .locator("dd")
                .textContent();
        return Long.parseLong(text.replaceAll("[, s]", ""));
    }
}
