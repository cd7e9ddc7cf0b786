package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.ratelimit.sample.LiveShop;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens is seen while it happens. */
@Tag("browser")
class OverviewPageTest {
    private static final ContainsTextOptions WITHIN_TEN_SECONDS = new ContainsTextOptions().setTimeout(10_000);

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @Test
    void showsDenialsWithinTenSecondsWithoutBeingLoadedAgain() {
        try (LiveShop fresh = LiveShop.start()) {
            Page page = DASHBOARD.open(View.WIDE, fresh.dashboard(), "");
            assertThat(Found.heading(page, "Overview")).isVisible();
            page.evaluate("document.sameDocument = true");
            fresh.open();

            assertThat(tile(page, "Denied")).containsText(Pattern.compile("Denied[1-9]"), WITHIN_TEN_SECONDS);
            assertThat(Found.region(page, "Recent denials")).containsText("GET /search", WITHIN_TEN_SECONDS);
            assertThat(chart(page))
                    .hasAttribute(
                            "aria-label", Pattern.compile("now [1-9]\\d* requests?, [1-9]\\d* denied"), patiently());
            assertThat(page.evaluate("document.sameDocument")).isEqualTo(true);
            page.close();
        }
    }

    @Test
    void leadsToWhatItTellsOf() {
        Page page = DASHBOARD.open("");
        Locator denials = Found.region(page, "Recent denials");
        assertThat(denials).containsText("GET /search", Found.patiently());
        denials.getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText("Why"))
                .first()
                .click();
        assertThat(page).hasURL(Pattern.compile("#/users/key.*path=%2Fsearch"));
        Found.button(page, "Explain").click();
        assertThat(page.locator(".answer")).isVisible();
        page.goBack();
        Found.region(page, "Busiest rules")
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName("search").setExact(true))
                .click();
        assertThat(Found.heading(page, "search")).isVisible();
        page.goBack();
        page.getByText("1 h", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page).hasURL(Pattern.compile("range=1h"));
        assertThat(Found.region(page, "Requests per minute")).isVisible();
    }

    private static Locator chart(Page page) {
        return page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("Requests per second"))
                .first();
    }

    /** Rates are of some seconds. */
    private static HasAttributeOptions patiently() {
        return new HasAttributeOptions().setTimeout(30_000);
    }

    private static Locator tile(Page page, String label) {
        return Found.region(page, "Figures").locator(".tile").filter(new Locator.FilterOptions().setHasText(label));
    }
}
