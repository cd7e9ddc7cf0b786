package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.ratelimit.sample.Client;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A plan and an end are given to a user through the form, nobody overwrites another unseen, and times are the reader's. */
@Tag("browser")
class UserFormTest {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    private static Population population;

    @BeforeAll
    static void populate() {
        population = new Population(new Client(DASHBOARD.shop().dashboard()));
        population.put("plans/pro", "{\"overrides\": {\"search\": [\"200/1m\"]}}");
    }

    @Test
    void getsAPlanForADay() {
        population.put("users/carol", "{\"note\": \"pays soon\"}");
        Page page = DASHBOARD.open("users/carol");
        Locator dialog = change(page);
        dialog.getByLabel("Plan").selectOption("pro");
        dialog.getByLabel("All this ends").selectOption("1 day");
        Found.buttonIn(dialog, "Save").click();

        assertThat(dialog).hasCount(0);
        Locator special = Found.region(page, "Plan and own limits");
        assertThat(special).containsText(Pattern.compile("Plan\\s*pro"));
        assertThat(special).containsText(Pattern.compile("in 23 h 59 min|in 1 d"));
        assertThat(status("carol")).contains("\"plan\":\"pro\"").doesNotContain("\"until\":null");
    }

    @Test
    void showsWhatAnotherChangedMeanwhileBeforeSaving() {
        population.put("users/dave", "{\"note\": \"as it was\"}");
        Page page = DASHBOARD.open("users/dave");
        Locator dialog = change(page);
        dialog.getByLabel("Note").fill("mine");
        population.put("users/dave", "{\"note\": \"theirs\"}");
        DASHBOARD.complaints().expect(412);
        Found.buttonIn(dialog, "Save").click();

        Locator diff = dialog.getByLabel("Theirs against yours");
        assertThat(diff.locator(".removed")).containsText("theirs");
        assertThat(diff.locator(".added")).containsText("mine");
        assertThat(status("dave")).contains("\"note\":\"theirs\"");
        Found.buttonIn(dialog, "Save mine").click();
        assertThat(dialog).hasCount(0);
        assertThat(Found.region(page, "Plan and own limits")).containsText("mine");
        assertThat(status("dave")).contains("\"note\":\"mine\"");
    }

    @Test
    void makesNobodyInPlaceOfWhomAnotherMadeMeanwhile() {
        DASHBOARD.complaints().expect(404);
        Page page = DASHBOARD.open("users/frank");
        Found.button(page, "Create this user…").click();
        Locator dialog = Found.dialog(page, "Create a user");
        dialog.getByLabel("Note").fill("mine");
        population.put("users/frank", "{\"note\": \"theirs\"}");
        DASHBOARD.complaints().expect(412);
        Found.buttonIn(dialog, "Create").click();

        assertThat(dialog.getByLabel("Theirs against yours").locator(".removed"))
                .containsText("theirs");
        assertThat(status("frank")).contains("\"note\":\"theirs\"");
    }

    @Test
    void keepsWhatIsTypedWhenTheUserIsDeletedMeanwhile() {
        population.put("users/grace", "{\"note\": \"as it was\"}");
        Page page = DASHBOARD.open("users/grace");
        Locator dialog = change(page);
        dialog.getByLabel("Note").fill("mine");
        DASHBOARD.complaints().expect(404);
        DASHBOARD.shop().client().send("DELETE", "/admin/users?user_id=grace");
        Locator gone = page.getByText("This user was deleted meanwhile.");
        assertThat(gone).isVisible();
        assertThat(dialog.getByLabel("Note")).hasValue("mine");

        DASHBOARD.complaints().expect(412);
        Found.buttonIn(dialog, "Save").click();
        Found.buttonIn(dialog, "Save mine").click();
        assertThat(dialog).hasCount(0);
        assertThat(gone).hasCount(0);
        assertThat(status("grace")).contains("\"note\":\"mine\"");
    }

    @Test
    void endsAtATimeInTheZoneOfTheReader() {
        population.put("users/erin", "{\"plan\": \"pro\", \"until\": \"2031-03-14T15:09:26Z\"}");
        Page page = DASHBOARD.visitor(View.WIDE, "Asia/Tokyo").newPage();
        page.navigate(DASHBOARD.shop().dashboard() + "#/users/erin");
        Locator end = page.locator("time[datetime='2031-03-14T15:09:26Z']").first();
        assertThat(end).hasText("15 Mar 2031, 00:09");
        assertThat(end).hasAttribute("title", Pattern.compile("^15 Mar 2031.* 00:09:26 GMT\\+9$"));
    }

    private static Locator change(Page page) {
        Found.button(page, "Change…").click();
        Locator dialog = Found.dialog(page, "Plan and own limits");
        assertThat(dialog).isVisible();
        DASHBOARD.settle(page);
        return dialog;
    }

    private static String status(String user) {
        return DASHBOARD
                .shop()
                .client()
                .get("/admin/ratelimit/status?user_id=" + user)
                .body();
    }
}
