package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who deletes a rule that somebody else has got hold of meanwhile sees that first. */
@Tag("browser")
class RuleConflictsTest {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    private static final String RULE = "/admin/ratelimit/rules/doomed";

    @BeforeEach
    void storeTheRule() {
        DASHBOARD.shop().client().send("DELETE", RULE);
        assertThat(DASHBOARD
                        .shop()
                        .client()
                        .json("POST", "/admin/ratelimit/rules", rule("mine"))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void showsWhatSomebodyElseSavedBeforeItIsDeleted() {
        Page page = DASHBOARD.open("rules/doomed");
        Locator dialog = deleteWhatIsStale(page);
        assertThat(dialog).containsText("removed:   \"description\": \"mine\"");
        assertThat(dialog).containsText("added:   \"description\": \"theirs\"");

        Found.buttonIn(dialog, "Delete rule").click();
        assertThat(Found.notice(page, "Rule doomed is deleted.")).isVisible();
        assertThat(Found.heading(page, "Rules")).isVisible();
        assertThat(DASHBOARD.shop().client().get(RULE).statusCode()).isEqualTo(404);
    }

    @Test
    void showsWhatSomebodyElseSavedWhenItIsKept() {
        Page page = DASHBOARD.open("rules/doomed");
        Locator dialog = deleteWhatIsStale(page);
        Found.buttonIn(dialog, "Cancel").click();
        assertThat(Found.field(page, "Description")).hasValue("theirs");
        assertThat(page.getByText("Nothing has been changed.")).isVisible();
    }

    @Test
    void isDoneWhereSomebodyElseDeletedIt() {
        Page page = DASHBOARD.open("rules/doomed");
        Found.button(page, "Delete").click();
        DASHBOARD.shop().client().send("DELETE", RULE);
        DASHBOARD.complaints().expect(404);
        Found.button(page, "Delete rule").click();
        assertThat(Found.notice(page, "Rule doomed was deleted already.")).isVisible();
        assertThat(Found.heading(page, "Rules")).isVisible();
    }

    /** Answers the dialog as it is after the first refusal. */
    private static Locator deleteWhatIsStale(Page page) {
        Found.button(page, "Delete").click();
        assertThat(DASHBOARD
                        .shop()
                        .client()
                        .json("PUT", RULE, rule("theirs"), "If-Match", "*")
                        .statusCode())
                .isEqualTo(200);
        DASHBOARD.complaints().expect(412);
        Locator dialog = Found.dialog(page, "Delete rule doomed?");
        Found.buttonIn(dialog, "Delete rule").click();
        assertThat(dialog).containsText("Somebody else saved it meanwhile.");
        return dialog;
    }

    private static String rule(String description) {
        return "{\"id\": \"doomed\", \"description\": \"" + description + "\", \"when\": {\"path\": \"/never\"},"
                + " \"limits\": [\"9/1s\"]}";
    }
}
