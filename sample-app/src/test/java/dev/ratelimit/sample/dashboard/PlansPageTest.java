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
        store("30/1m");
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
