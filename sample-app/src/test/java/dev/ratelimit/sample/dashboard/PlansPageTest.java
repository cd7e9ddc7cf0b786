package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plans are written and deleted, also where somebody else has been faster. */
@Tag("browser")
class PlansPageTest {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @BeforeEach
    void storeThePlan() {
        DASHBOARD.shop().client().send("DELETE", "/admin/ratelimit/plans/silver");
        store("30/1m");
    }

    @Test
    void takesAnotherNameWhereThereIsSuchAPlan() {
        Page page = DASHBOARD.open("rules/~plans");
        Found.button(page, "New plan").click();
        Locator dialog = Found.dialog(page, "New plan");
        dialog.getByLabel("Name").fill("gold");
        DASHBOARD.complaints().expect(412);
        Found.buttonIn(dialog, "Save").click();
        assertThat(dialog).containsText("There is a plan gold already.");
        assertThat(dialog).containsText("\"capacity\": 30");
        dialog.getByLabel("Name").fill("silver");
        assertThat(dialog).not().containsText("There is a plan gold already.");
        Found.buttonIn(dialog, "Save").click();

        assertThat(Found.notice(page, "Plan silver is saved.")).isVisible();
        assertThat(Found.region(page, "Plan silver")).isVisible();
    }

    @Test
    void storesAgainWhatSomebodyElseDeleted() {
        Page page = DASHBOARD.open("rules/~plans");
        Found.button(page, "Edit plan gold").click();
        delete();
        DASHBOARD.complaints().expect(404, 412);
        Locator dialog = Found.dialog(page, "Plan gold");
        Found.buttonIn(dialog, "Save").click();
        assertThat(dialog).containsText("Somebody else deleted this plan meanwhile.");
        Found.buttonIn(dialog, "Store it again").click();
        assertThat(Found.notice(page, "Plan gold is saved.")).isVisible();
    }

    @Test
    void saysAtTheNameThatItIsNone() {
        Page page = DASHBOARD.open("rules/~plans");
        Found.button(page, "New plan").click();
        Locator dialog = Found.dialog(page, "New plan");
        Locator name = dialog.getByLabel("Name");
        name.fill("a/b");
        assertThat(name)
                .hasAccessibleDescription("Not a name: 1 to 64 letters, digits, dots, - and _, and not dots alone.");
        assertThat(Found.buttonIn(dialog, "Save")).isDisabled();
        name.fill("a.b");
        assertThat(name).not().hasAttribute("aria-invalid", "true");
        assertThat(Found.buttonIn(dialog, "Save")).isEnabled();
    }

    @Test
    void showsWhatSomebodyElseSavedBeforeItIsDeleted() {
        Page page = DASHBOARD.open("rules/~plans");
        Found.button(page, "Delete plan gold").click();
        store("60/1m");
        DASHBOARD.complaints().expect(412);
        Locator dialog = Found.dialog(page, "Delete plan gold?");
        Found.buttonIn(dialog, "Delete plan").click();
        assertThat(dialog.locator(".removed")).containsText("\"capacity\": 30");
        assertThat(dialog.locator(".added")).containsText("\"capacity\": 60");
        Found.buttonIn(dialog, "Delete plan").click();
        assertThat(Found.notice(page, "Plan gold is deleted.")).isVisible();
        assertThat(Found.region(page, "Plan gold")).hasCount(0);
    }

    @Test
    void isDoneWhereSomebodyElseDeletedIt() {
        Page page = DASHBOARD.open("rules/~plans");
        Found.button(page, "Delete plan gold").click();
        delete();
        DASHBOARD.complaints().expect(404);
        Found.buttonIn(Found.dialog(page, "Delete plan gold?"), "Delete plan").click();
        assertThat(Found.notice(page, "Plan gold was deleted already.")).isVisible();
        assertThat(Found.region(page, "Plan gold")).hasCount(0);
    }

    private static void store(String limit) {
        String plan = "{\"overrides\": {\"search\": [\"" + limit + "\"]}}";
        assertThat(DASHBOARD
                        .shop()
                        .client()
                        .json("PUT", "/admin/ratelimit/plans/gold", plan)
                        .statusCode())
                .isEqualTo(200);
    }

    private static void delete() {
        DASHBOARD.shop().client().send("DELETE", "/admin/ratelimit/plans/gold");
    }
}
