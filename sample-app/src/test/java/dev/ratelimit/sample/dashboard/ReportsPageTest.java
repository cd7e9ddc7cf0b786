package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was decided in any time, to read, to print and to take along. */
@Tag("browser")
class ReportsPageTest {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @Test
    void takesTheReportOfAnHourAlongAsATable() throws IOException {
        Page page = openCounted();
        page.getByText("1 h", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page).hasURL(Pattern.compile("range=1h"));
        assertThat(Found.region(page, "Rules").getByRole(AriaRole.ROW).filter(withText("search")))
                .isVisible();
        Download download =
                page.waitForDownload(() -> Found.button(page, "Download CSV").click());

        assertThat(download.suggestedFilename()).matches("ratelimit-report-\\d{4}-\\d\\d-\\d\\d\\.csv");
        List<String> rows = Files.readAllLines(download.path());
        assertThat(rows).hasSizeGreaterThan(10).anyMatch(row -> row.contains("/search"));
    }

    @Test
    void saysWhatIsWrongWithATime() {
        Page page = openCounted();
        Found.field(page, "From").fill("2001-02-03T04:05");
        DASHBOARD.complaints().expect(400);
        Found.button(page, "Show").click();
        assertThat(page.locator("[aria-invalid=true]").first()).isVisible();
        assertThat(Found.field(page, "From")).hasValue("2001-02-03T04:05");
        page.goBack();
        assertThat(page.locator("[aria-invalid=true]")).hasCount(0);
    }

    @Test
    void asksForATimeOnceAndGoesBackToTheOneBefore() {
        Page page = DASHBOARD.open("reports");
        DASHBOARD.settle(page);
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        Found.button(page, "7 d").click();
        DASHBOARD.settle(page);
        assertThat(asked).filteredOn(url -> url.contains("/analytics/report")).hasSize(1);
        Found.button(page, "7 d").click();
        DASHBOARD.settle(page);
        assertThat(asked).filteredOn(url -> url.contains("/analytics/report")).hasSize(2);

        String before = Found.field(page, "From").inputValue();
        String typed = yesterday() + "T20:00";
        Found.field(page, "From").fill(typed);
        Found.button(page, "Show").click();
        assertThat(page).hasURL(Pattern.compile("from="));
        DASHBOARD.settle(page);
        assertThat(Found.field(page, "From")).hasValue(typed);
        page.goBack();
        DASHBOARD.settle(page);
        assertThat(Found.field(page, "From")).hasValue(Pattern.compile(before.substring(0, 10) + "T.*"));
    }

    @Test
    void namesTheTableByTheDayOfTheReader() {
        Page page = DASHBOARD.visitor(View.WIDE, "Asia/Tokyo").newPage();
        String day = yesterday() + "T%s:00:00Z";
        page.navigate(
                DASHBOARD.shop().dashboard() + "#/reports?from=" + day.formatted(20) + "&to=" + day.formatted(21));
        Download download =
                page.waitForDownload(() -> Found.button(page, "Download CSV").click());
        assertThat(download.suggestedFilename())
                .isEqualTo("ratelimit-report-" + yesterday().plusDays(1) + ".csv");
    }

    @Test
    void printsDarkOnWhiteWhereTheScreenIsDark() {
        Page page = DASHBOARD.open(View.WIDE_DARK, "reports");
        DASHBOARD.settle(page);
        assertThat(page.locator("body")).hasCSS("color", "rgb(228, 232, 237)");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.DARK));
        assertThat(page.locator("body")).hasCSS("color", "rgb(28, 36, 48)");
        assertThat(page.locator(".tile").first()).hasCSS("background-color", "rgb(255, 255, 255)");
        Pictures.take(page, "reports-printed-dark");
    }

    @Test
    void printsWithoutWhatIsForTheScreen() {
        Page page = openCounted();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(Found.button(page, "Download CSV")).isHidden();
        assertThat(page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Pages")))
                .isHidden();
        assertThat(Found.region(page, "Totals")).isVisible();
        Pictures.take(page, "reports-printed");
    }

    private static LocalDate yesterday() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(1);
    }

    /** Once something was counted and written. */
    private static Page openCounted() {
        Page page = DASHBOARD.open("reports");
        await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
            page.reload();
            assertThat(Found.region(page, "Totals")).isVisible();
            return !Found.region(page, "Totals").textContent().contains("Requests0");
        });
        return page;
    }

    private static Locator.FilterOptions withText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
