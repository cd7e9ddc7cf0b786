package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.ratelimit.sample.Administration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Among a million users, those looked for are found through the form, page by page. */
@Tag("browser")
class ManyUsersPageTest {
    private static final String PREFIX = "user-000";

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    private static Administration huge;

    @BeforeAll
    static void start() {
        huge = Administration.start(Map.of(
                "redisAddr", DASHBOARD.shop().redis().address(),
                "checkBudget", "10s",
                "keyPrefix", "many",
                "access", "open"));
        Population.manyUsers(DASHBOARD.shop().redis(), "many");
    }

    @AfterAll
    static void stop() {
        huge.close();
    }

    @Test
    void findsThemPageByPageByHowTheirIdsBegin() {
        Page page = open();
        Found.field(page, "User id").fill(PREFIX);
        assertThat(page).hasURL(Pattern.compile("prefix=" + PREFIX));
        Set<String> first = shown(page);
        Found.link(page, "Next page").click();
        assertThat(page).hasURL(Pattern.compile("prefix=" + PREFIX + ".*cursor=|cursor=.*prefix=" + PREFIX));
        Set<String> second = shown(page);

        assertThat(first).hasSizeGreaterThanOrEqualTo(50).allMatch(id -> id.startsWith(PREFIX));
        assertThat(second).hasSizeGreaterThanOrEqualTo(50).allMatch(id -> id.startsWith(PREFIX));
        assertThat(second).doesNotContainAnyElementsOf(first);
        page.goBack();
        assertThat(shown(page)).isEqualTo(first);
    }

    @Test
    void opensTheOneOfExactlyThatId() {
        Page page = open();
        Found.field(page, "User id").fill("user-0004711");
        Found.button(page, "Find").click();
        assertThat(Found.heading(page, "user-0004711")).isVisible();
        assertThat(page).hasURL(Pattern.compile("#/users/user-0004711$"));
    }

    private static Page open() {
        Page page = DASHBOARD.open(View.WIDE, huge.dashboard(), "users");
        assertThat(Found.heading(page, "Users")).isVisible();
        return page;
    }

    private static Set<String> shown(Page page) {
        DASHBOARD.settle(page);
        Locator names = page.getByRole(AriaRole.ROWHEADER);
        List<String> ids = names.allTextContents();
        return new HashSet<>(ids);
    }
}
