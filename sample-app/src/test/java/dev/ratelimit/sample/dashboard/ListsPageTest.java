package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is put on a list is denied, or let through, from the next request on. */
@Tag("browser")
class ListsPageTest {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @Test
    void refusesWhoIsOnTheDenyList() {
        String demo = DASHBOARD.shop().demo();
        // Before an entry is written, it is asked whether it is there.
        DASHBOARD.complaints().expect(404);
        Page page = DASHBOARD.open("lists/deny");
        Found.button(page, "Add an entry…").click();
        Locator dialog = Found.dialog(page, "Add to the deny list");
        dialog.getByLabel("User id").fill("10.0.0.0/8");
        dialog.getByLabel("Reason").fill("scrapes the catalogue");
        dialog.getByLabel("Ends").selectOption("15 minutes");
        Found.buttonIn(dialog, "Add").click();
        assertThat(dialog.getByText("This reads as a network.")).isVisible();
        assertThat(dialog.getByLabel("Reason")).hasValue("scrapes the catalogue");
        dialog.getByLabel("User id").fill(demo);
        Found.buttonIn(dialog, "Add").click();

        assertThat(Found.notice(page, "is on the deny list")).isVisible();
        assertThat(Found.row(page, "scrapes the catalogue")).containsText(Pattern.compile("in 14 min \\d+ s"));
        // As long as there is an end, the answer says when.
        assertThat(DASHBOARD.shop().search()).isEqualTo(429);
        Found.button(page, "Edit " + demo).click();
        Locator edit = Found.dialog(page, "Edit an entry of the deny list");
        edit.getByLabel("Ends").selectOption("no end");
        Found.buttonIn(edit, "Save").click();
        assertThat(Found.row(page, "scrapes the catalogue")).containsText("never");
        assertThat(DASHBOARD.shop().search()).isEqualTo(403);

        Found.button(page, "Remove " + demo).click();
        Found.button(page, "Remove").click();
        assertThat(Found.notice(page, "is off the deny list")).isVisible();
        assertThat(page.getByText("Nobody is denied.")).isVisible();
        assertThat(DASHBOARD.shop().search()).isEqualTo(200);
    }

    @Test
    void writesNothingThatWasCancelledMeanwhile() {
        Page page = DASHBOARD.open("lists/deny");
        List<Route> held = new ArrayList<>();
        page.route("**/denylist?entry=*", held::add);
        Found.button(page, "Add an entry…").click();
        Locator dialog = Found.dialog(page, "Add to the deny list");
        dialog.getByLabel("User id").fill("trudy");
        Found.buttonIn(dialog, "Add").click();
        page.waitForCondition(() -> !held.isEmpty());
        Found.buttonIn(dialog, "Cancel").click();
        assertThat(dialog).hasCount(0);
        page.unroute("**/denylist?entry=*");
        DASHBOARD.complaints().expect(404);
        held.get(0).resume();

        DASHBOARD.settle(page);
        assertThat(DASHBOARD
                        .shop()
                        .client()
                        .get("/admin/ratelimit/denylist?entry=trudy")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void letsThroughWhoIsOnTheAllowList() {
        // Before an entry is written, it is asked whether it is there.
        DASHBOARD.complaints().expect(404);
        Page page = DASHBOARD.open("lists");
        Found.link(page, "Allow list").click();
        assertThat(page).hasURL(Pattern.compile("#/lists/allow$"));
        Found.button(page, "Add an entry…").click();
        Locator dialog = Found.dialog(page, "Add to the allow list");
        dialog.getByLabel("User id").fill(DASHBOARD.shop().demo());
        Found.buttonIn(dialog, "Add").click();
        assertThat(dialog).hasCount(0);
        for (int i = 0; i < 30; i++) {
            assertThat(DASHBOARD.shop().search()).isEqualTo(200);
        }

        Found.button(page, "Edit " + DASHBOARD.shop().demo()).click();
        Locator edit = Found.dialog(page, "Edit an entry of the allow list");
        edit.getByLabel("Reason").fill("a partner");
        Found.buttonIn(edit, "Save").click();
        assertThat(Found.row(page, "a partner")).isVisible();
        Found.button(page, "Remove " + DASHBOARD.shop().demo()).click();
        Found.button(page, "Remove").click();
        assertThat(page.getByText("Nobody passes without being counted.")).isVisible();
        DASHBOARD.shop().exhaustSearch();
    }
}
