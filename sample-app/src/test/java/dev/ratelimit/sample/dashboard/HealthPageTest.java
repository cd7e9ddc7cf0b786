package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The switch for everything, the nodes, and what they are set to. */
@Tag("browser")
class HealthPageTest {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @Test
    void switchesEverythingToShadowForAWhile() {
        Page page = DASHBOARD.open("health");
        DASHBOARD.shop().exhaustSearch();
        Found.button(page, "Switch…").click();
        Locator dialog = Found.dialog(page, "Switch everything");
        dialog.getByRole(AriaRole.RADIO).nth(1).check();
        dialog.getByLabel("Until").selectOption("15 minutes");
        Found.buttonIn(dialog, "Switch").click();

        assertThat(Found.notice(page, "Switched to shadow on every node.")).isVisible();
        assertThat(page.getByText(Pattern.compile("It ends in 1[45] min"))).isVisible();
        assertThat(Found.link(page, "Shadow: nothing is denied")).isVisible();
        assertThat(DASHBOARD.shop().search()).isEqualTo(200);

        Found.button(page, "Switch…").click();
        Found.buttonIn(dialog, "Switch").click();
        assertThat(dialog).hasCount(0);
        assertThat(DASHBOARD.shop().client().get("/admin/ratelimit/mode").body())
                .contains("\"mode\":\"shadow\"")
                .doesNotContain("\"until\":null");

        Found.button(page, "Switch…").click();
        dialog.getByRole(AriaRole.RADIO).first().check();
        Found.buttonIn(dialog, "Switch").click();
        assertThat(Found.notice(page, "Switched to enforce on every node.")).isVisible();
        DASHBOARD.shop().exhaustSearch();
    }

    @Test
    void leavesTheDialogByEscapeAndGoesOnWhereItWas() {
        Page page = DASHBOARD.open("health");
        Found.button(page, "Switch…").focus();
        page.keyboard().press("Enter");
        assertThat(Found.dialog(page, "Switch everything")).isVisible();
        page.keyboard().press("Tab");
        page.keyboard().press("Escape");
        assertThat(Found.dialog(page, "Switch everything")).hasCount(0);
        assertThat(Found.button(page, "Switch…")).isFocused();
    }

    @Test
    void showsTheNodesAndWhereSettingsWereSaid() {
        Page page = DASHBOARD.open("health");
        assertThat(Found.row(page, "answers here")).containsText("Redis", Found.patiently());
        assertThat(Found.row(page, "answers here")).containsText("Enforce");
        Locator settings = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Settings in effect"));
        Found.field(page, "Find a setting").fill("no setting is named so");
        assertThat(settings).containsText("Nothing that was set has that in its name or value; a default may.");
        Found.field(page, "Defaults, too").check();
        assertThat(settings).containsText("No setting has that in its name or value.");
        Found.field(page, "Find a setting").fill("checkBudget");
        assertThat(settings.getByRole(AriaRole.ROW)).hasCount(2);
        assertThat(settings).containsText("checkBudget");
    }
}
