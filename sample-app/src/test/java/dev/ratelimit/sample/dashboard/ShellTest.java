package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Addresses, the way back, and the keyboard. */
@Tag("browser")
class ShellTest {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @Test
    void leadsFromPageToPageAndBack() {
        Page page = DASHBOARD.open("");
        for (String name : Found.PAGES) {
            Found.pageLink(page, name).click();
            assertThat(title(page)).isFocused();
            assertThat(Found.pageLink(page, name)).hasAttribute("aria-current", "page");
            assertThat(page).hasTitle(name + " · Ratelimit");
        }
        page.goBack();
        assertThat(page).hasTitle("Reports · Ratelimit");
        page.goForward();
        assertThat(Found.heading(page, "Health")).isVisible();
        page.reload();
        assertThat(Found.heading(page, "Health")).isVisible();
    }

    private static Locator title(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    @Test
    void saysThatAnAddressLeadsNowhere() {
        Page page = DASHBOARD.open("nowhere/%E0%A4%A");
        assertThat(Found.heading(page, "There is no such page")).isVisible();
        Found.link(page, "Go to the overview").click();
        assertThat(Found.heading(page, "Overview")).isVisible();
    }

    @Test
    void isWalkedThroughByKeyboardAlone() {
        Page page = DASHBOARD.open("");
        assertThat(Found.heading(page, "Overview")).isVisible();
        page.keyboard().press("Tab");
        assertThat(Found.link(page, "Skip to content")).isFocused();
        page.keyboard().press("Enter");
        assertThat(Found.heading(page, "Overview")).isFocused();

        page.reload();
        assertThat(Found.heading(page, "Overview")).isVisible();
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        for (String name : Found.PAGES) {
            page.keyboard().press("Tab");
            assertThat(Found.pageLink(page, name)).isFocused();
        }
        page.keyboard().press("Enter");
        assertThat(Found.heading(page, "Health")).isFocused();
    }
}
