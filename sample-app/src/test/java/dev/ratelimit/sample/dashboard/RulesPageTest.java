package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules are found, made, tried, saved and taken back, and hold in the shop as soon as they are saved. */
@Tag("browser")
class RulesPageTest {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @Test
    void listsWhatIsAskedAndFindsIt() {
        Page page = DASHBOARD.open("rules");
        assertThat(Found.row(page, "2 searches a second")).containsText("Enforced");
        assertThat(Found.row(page, "2 searches a second"))
                .containsText(Pattern.compile("\\d+ requests"), Found.patiently());
        Found.field(page, "Search rules").fill("down");
        assertThat(Found.link(page, "download")).isVisible();
        assertThat(Found.link(page, "search")).hasCount(0);
        assertThat(page.url()).contains("q=down");

        Found.link(page, "download").click();
        assertThat(Found.heading(page, "download")).isVisible();
        page.goBack();
        assertThat(Found.field(page, "Search rules")).hasValue("down");
    }

    @Test
    void makesARuleThatHolds() {
        Page page = DASHBOARD.open("rules");
        Found.link(page, "New rule").or(Found.button(page, "New rule")).click();
        Found.field(page, "Id").fill("strict");
        Found.button(page, "Add a condition").click();
        Found.field(page, "Condition 1: One of").fill("/catalogue");
        Found.field(page, "Limit 1: Algorithm").selectOption("fixed_window");
        Found.field(page, "Limit 1: In").fill("1d");
        Found.field(page, "Limit 1: Requests").fill("none");
        assertThat(Found.field(page, "Limit 1: Requests")).hasAttribute("aria-invalid", "true");
        assertThat(Found.button(page, "Save…")).isDisabled();
        assertThat(Found.field(page, "Limit 1: Requests")).hasValue("none");
        Found.field(page, "Limit 1: Requests").fill("2");
        Found.radio(page, "100 %").check();
        assertThat(Found.field(page, "JSON")).hasValue(Pattern.compile("\"limit\": 2"));
        assertThat(Found.field(page, "Limit 1: Requests")).not().hasAttribute("aria-invalid", "true");
        save(page, "Save new rule strict", "\"id\": \"strict\"");

        assertThat(Found.notice(page, "Rule strict is saved.")).isVisible();
        assertThat(page).hasURL(Pattern.compile("#/rules/strict$"));
        assertThat(status("/catalogue")).isEqualTo(200);
        assertThat(status("/catalogue")).isEqualTo(200);
        assertThat(status("/catalogue")).isEqualTo(429);
        delete(page, "strict");
        assertThat(status("/catalogue")).isEqualTo(200);
    }

    @Test
    void saysWhatIsHardlyMeantAndWhatCannotBeRead() {
        Page page = DASHBOARD.open("rules/login-address");
        Found.field(page, "JSON").fill("{\"id\": \"login-address\",\n oops}");
        assertThat(page.getByText("Line 2 of the JSON cannot be read.")).isVisible();
        Found.field(page, "JSON")
                .fill("{\"id\": \"login-address\", \"when\": {\"path\": \"/never\", \"not\": {\"path\": \"/never\"}},"
                        + " \"key\": [\"global\"], \"limits\": [\"5/1m\"]}");
        assertThat(page.getByText("Hardly meant")).isVisible();
        Found.button(page, "Discard changes").click();
        assertThat(page.getByText("Nothing has been changed.")).isVisible();
        assertThat(page.getByText("Hardly meant")).hasCount(0);
    }

    @Test
    void triesADraftOnRecentTraffic() {
        Page page = DASHBOARD.open("rules/search");
        Found.field(page, "Limit 1: At once").fill("1");
        Locator simulation = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Simulation"));
        await().pollInSameThread().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Found.button(page, "Simulate").click();
            assertThat(simulation.getByRole(AriaRole.STATUS)).containsText("it would have denied");
            assertThat(simulation.getByRole(AriaRole.STATUS)).not().containsText("Of 0 requests");
            assertThat(simulation).containsText("Users denied most");
        });
        assertThat(simulation.getByRole(AriaRole.IMG)).isVisible();
        assertThat(simulation.getByRole(AriaRole.ROW).filter(withText("/search")))
                .isVisible();
        Found.button(page, "Discard changes").click();
    }

    @Test
    void takesARuleFromShadowToEverybodyAndBackAgain() {
        Page page = DASHBOARD.open("rules/report");
        choose(page, "Shadow", "\"mode\": \"shadow\"");
        for (int i = 0; i < 10; i++) {
            assertThat(status("/report")).isEqualTo(200);
        }
        choose(page, "100 %", "\"mode\": \"enforce\"");
        assertThat(status("/report")).isEqualTo(429);

        page.navigate(DASHBOARD.shop().dashboard() + "#/rules/history");
        assertThat(page.getByText("report changed").first()).isVisible();
        Found.buttonIn(
                        page.getByRole(AriaRole.LISTITEM).filter(withText("report added")),
                        "Roll back to version " + versionOfShadow(page))
                .click();
        Found.button(page, "Roll back").click();
        assertThat(page.locator(".notices")).containsText("again.");
        assertThat(status("/report")).isEqualTo(200);
    }

    @Test
    void showsWhatSomebodyElseSavedMeanwhile() {
        Page page = DASHBOARD.open("rules/download");
        Found.field(page, "Description").fill("mine");
        assertThat(DASHBOARD
                        .shop()
                        .client()
                        .json(
                                "PUT",
                                "/admin/ratelimit/rules/download",
                                "{\"description\": \"theirs\", \"when\": {\"path\": \"/download/**\"}, \"limits\": [\"9/1s\"]}",
                                "If-Match",
                                "*")
                        .statusCode())
                .isEqualTo(200);
        DASHBOARD.complaints().expect(412);
        Found.button(page, "Save…").click();
        Found.button(page, "Save").click();

        Locator conflict = Found.dialog(page, "Somebody else saved this rule meanwhile");
        assertThat(conflict).containsText("removed:   \"description\": \"theirs\"");
        assertThat(conflict).containsText("added:   \"description\": \"mine\"");
        Found.buttonIn(conflict, "Save over it").click();
        assertThat(Found.notice(page, "Rule download is saved.")).isVisible();
        assertThat(DASHBOARD
                        .shop()
                        .client()
                        .get("/admin/ratelimit/rules/download")
                        .body())
                .contains("\"description\":\"mine\"");
    }

    private static void choose(Page page, String step, String change) {
        Found.radio(page, step).check();
        save(page, "Save rule report", change);
        assertThat(page.getByText("Nothing has been changed.")).isVisible();
    }

    private static void save(Page page, String title, String change) {
        Found.button(page, "Save…").click();
        Locator dialog = Found.dialog(page, title);
        assertThat(dialog).containsText(change);
        Found.buttonIn(dialog, "Save").click();
        assertThat(dialog).hasCount(0);
    }

    private static void delete(Page page, String rule) {
        Found.button(page, "Delete").click();
        Found.button(page, "Delete rule").click();
        assertThat(Found.notice(page, "Rule " + rule + " is deleted.")).isVisible();
        assertThat(Found.heading(page, "Rules")).isVisible();
    }

    /** Where the rule was stored as a shadow first. */
    private static String versionOfShadow(Page page) {
        String text = page.getByRole(AriaRole.LISTITEM)
                .filter(withText("report added"))
                .locator(".badge")
                .first()
                .textContent();
        return text.replaceAll("\\D", "");
    }

    /** Of somebody who asks nothing else. */
    private static int status(String path) {
        return DASHBOARD.shop().client().get(path, "X-Api-Key", "tester").statusCode();
    }

    private static Locator.FilterOptions withText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
