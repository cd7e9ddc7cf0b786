package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.ratelimit.sample.Client;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever presses a button by keyboard goes on from there, or from what is to be mended. */
@Tag("browser")
class FocusTest {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @BeforeAll
    static void populate() {
        new Population(new Client(DASHBOARD.shop().dashboard())).some();
    }

    @Test
    void staysOnTheButtonThatAsksWhyAUserWasDenied() {
        Page page = DASHBOARD.open("users/alice");
        Locator explain = Found.button(page, "Explain");
        explain.press("Enter");
        assertThat(page.locator(".answer")).isVisible();
        assertThat(explain).isFocused();
    }

    @Test
    void staysOnTheButtonThatTriesADraft() {
        Page page = DASHBOARD.open("rules/search");
        Locator simulate = Found.button(page, "Simulate");
        simulate.press("Enter");
        assertThat(Found.region(page, "Simulation").getByRole(AriaRole.STATUS)).isVisible();
        assertThat(simulate).isFocused();
    }

    @Test
    void staysOnTheButtonOfADialogThatCouldNotDoIt() {
        Page page = DASHBOARD.open("lists/deny");
        DASHBOARD.complaints().expect(503);
        page.route("**/denylist?entry=*", route -> route.fulfill(new FulfillOptions().setStatus(503)));
        Found.button(page, "Remove mallory").click();
        Locator remove = Found.button(page, "Remove");
        remove.press("Enter");
        assertThat(page.getByText("Not available.")).isVisible();
        assertThat(remove).isFocused();
        assertThat(remove).isEnabled();
    }

    @Test
    void goesToTheFieldThatWasRefused() {
        Page page = DASHBOARD.open("lists/deny");
        // Before an entry is written, it is asked whether it is there.
        DASHBOARD.complaints().expect(400, 404);
        Found.button(page, "Add an entry…").click();
        Locator dialog = Found.dialog(page, "Add to the deny list");
        Locator add = Found.buttonIn(dialog, "Add");
        dialog.getByLabel("User id").fill("10.0.0.0/8");
        add.press("Enter");
        assertThat(dialog.getByLabel("User id")).isFocused();
        add.press("Enter");
        assertThat(dialog.getByLabel("User id")).isFocused();

        dialog.getByLabel("User id").fill("trudy");
        dialog.getByLabel("Ends").selectOption("an exact time");
        dialog.getByLabel("Date and time").fill("2001-02-03T04:05");
        add.press("Enter");
        assertThat(dialog.getByLabel("Date and time")).isFocused();
        assertThat(dialog.getByLabel("Date and time"))
                .hasAccessibleDescription("This is over already. Choose a time to come.");
    }

    @Test
    void goesToWhatARequestCannotHave() {
        Page page = DASHBOARD.open("users/alice");
        DASHBOARD.complaints().expect(400);
        Found.field(page, "IP address").fill("nowhere");
        Found.button(page, "Explain").press("Enter");
        assertThat(Found.field(page, "IP address")).isFocused();
    }
}
