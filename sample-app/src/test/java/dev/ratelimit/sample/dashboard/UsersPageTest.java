package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users are found and watched, and what is given or taken here holds at their next request. */
@Tag("browser")
class UsersPageTest {

    /** Ten come back in five seconds. */
    private static final HasAttributeOptions REFILLED = new HasAttributeOptions().setTimeout(15_000);

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @Test
    void findsAUserByHowTheIdBegins() {
        String demo = DASHBOARD.shop().demo();
        Page page = DASHBOARD.open("users");
        Found.field(page, "User id").fill(demo.substring(0, demo.length() - 5));
        assertThat(Found.link(page, demo)).isVisible();
        assertThat(page.getByRole(AriaRole.ROW)).hasCount(2);
        Found.field(page, "User id").fill(demo);
        Found.field(page, "User id").press("Enter");
        assertThat(Found.heading(page, demo)).isVisible();
        page.goBack();
        Found.field(page, "User id").fill("nobody begins like this");
        assertThat(page.getByText("No user's id begins like this.")).isVisible();
    }

    @Test
    void showsHowABucketRefills() {
        Page page = openDemo();
        DASHBOARD.shop().exhaustSearch();
        Locator gauge = page.getByLabel("Left under search");
        assertThat(gauge).hasAttribute("aria-valuenow", Pattern.compile("^[0-4]$"));
        assertThat(gauge).hasAttribute("aria-valuenow", Pattern.compile("^(9|10)$"), REFILLED);
    }

    @Test
    void givesALimitOfTheirOwnThatHolds() {
        Page page = openDemo();
        Found.button(page, "Change…").click();
        Locator dialog = Found.dialog(page, "Plan and own limits");
        Found.buttonIn(dialog, "Add a rule").click();
        dialog.getByLabel("Rule 1").first().fill("search");
        dialog.getByLabel("Limits 1").fill("many");
        dialog.getByLabel("Note").fill("a good customer");
        DASHBOARD.complaints().expect(400);
        Found.buttonIn(dialog, "Save").click();
        assertThat(dialog.getByLabel("Limits 1")).hasAttribute("aria-invalid", "true");
        assertThat(dialog.getByLabel("Limits 1")).isFocused();
        assertThat(dialog.getByLabel("Note")).hasValue("a good customer");
        dialog.getByLabel("Limits 1").fill("1/1h");
        Found.buttonIn(dialog, "Save").click();

        assertThat(dialog).hasCount(0);
        assertThat(page.getByText("a good customer")).isVisible();
        DASHBOARD.shop().search();
        assertThat(DASHBOARD.shop().search()).isEqualTo(429);
        explains(page);
        resets(page);
        deletes(page);
    }

    private static void explains(Page page) {
        Found.field(page, "Path").fill("/search");
        Found.button(page, "Explain").click();
        Locator answer = page.locator(".answer");
        assertThat(answer).containsText("Denied");
        assertThat(answer.getByRole(AriaRole.TABLE)).containsText("the user's own record");
    }

    private static void resets(Page page) {
        Found.button(page, "Reset buckets…").click();
        Found.button(page, "Reset").click();
        assertThat(Found.notice(page, "All buckets are full again.")).isVisible();
        assertThat(DASHBOARD.shop().search()).isEqualTo(200);
        assertThat(DASHBOARD.shop().search()).isEqualTo(429);
    }

    private static void deletes(Page page) {
        String demo = DASHBOARD.shop().demo();
        Found.button(page, "Delete user…").click();
        DASHBOARD.complaints().expect(404);
        Found.button(page, "Delete").click();
        assertThat(Found.notice(page, demo + " is deleted.")).isVisible();
        assertThat(Found.heading(page, "Users")).isVisible();
        assertThat(DASHBOARD.shop().client().get("/admin/users?user_id=" + demo).statusCode())
                .isEqualTo(404);
        assertThat(DASHBOARD.shop().search()).isEqualTo(200);
    }

    private static Page openDemo() {
        String demo = DASHBOARD.shop().demo();
        DASHBOARD.shop().search();
        Page page = DASHBOARD.open("users/" + demo);
        assertThat(Found.heading(page, demo)).isVisible();
        return page;
    }
}
