package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.ratelimit.sample.Administration;
import dev.ratelimit.sample.Client;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every page with nothing, something and far too much to show: pictures, nothing sticks out, all can read it. */
@Tag("browser")
class EveryPageTest {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @Test
    void saysWhatToDoWhereThereIsNothing() {
        try (Administration nothing = administration("nothing")) {
            DASHBOARD.complaints().expect(404);
            look(
                    "empty",
                    nothing.dashboard(),
                    List.of(
                            "overview",
                            "rules",
                            "rules/~new",
                            "rules/~plans",
                            "rules/history",
                            "rules/nothing",
                            "users",
                            "users/nobody",
                            "lists/deny",
                            "lists/allow",
                            "reports",
                            "health",
                            "nowhere"));
        }
    }

    @Test
    void showsWhatIsUsual() {
        Client admin = new Client(DASHBOARD.shop().dashboard());
        new Population(admin).some();
        awaitCounts(admin);
        look(
                "usual",
                DASHBOARD.shop().dashboard(),
                List.of(
                        "overview",
                        "rules",
                        "rules/search",
                        "rules/~plans",
                        "rules/history",
                        "users",
                        "users/" + DASHBOARD.shop().demo(),
                        "users/alice",
                        "lists/deny",
                        "lists/allow",
                        "reports",
                        "health"));
    }

    @Test
    void staysUsableWhereThereIsFarTooMuch() {
        try (Administration huge = administration("huge")) {
            new Population(huge.client()).many(DASHBOARD.shop().redis(), "huge");
            awaitCounts(huge.client());
            look(
                    "huge",
                    huge.dashboard(),
                    List.of(
                            "overview",
                            "rules",
                            "rules/r-04711",
                            "rules/~plans",
                            "rules/history",
                            "users",
                            "users/user-0004711",
                            "lists/deny",
                            "reports",
                            "health"));
        }
    }

    @Test
    void asksForAToken() {
        try (Administration guarded = administration("guarded", "adminToken", "admin-token-of-a-test-000")) {
            DASHBOARD.complaints().expect(401);
            look("guarded", guarded.dashboard(), List.of("login"));
        }
    }

    private static void look(String state, String dashboard, List<String> routes) {
        for (View view : View.ALL) {
            Page page = DASHBOARD.open(view, dashboard, "");
            for (String route : routes) {
                DASHBOARD.go(page, route);
                assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                        .isVisible();
                Pictures.take(
                        page,
                        route.replaceAll("[^\\w-]", "_").replaceAll("key_\\w+", "key") + "-" + state + "-" + view);
                // Both widths and both schemes: all four together would take minutes.
                if (List.of(View.WIDE, View.NARROW_DARK).contains(view)) {
                    Axe.assertAccessible(page);
                }
            }
            page.close();
        }
    }

    private static Administration administration(String prefix) {
        return administration(prefix, "access", "open");
    }

    private static Administration administration(String prefix, String setting, String value) {
        return Administration.start(Map.of(
                "redisAddr",
                DASHBOARD.shop().redis().address(),
                "checkBudget",
                "10s",
                "keyPrefix",
                prefix,
                setting,
                value));
    }

    private static void awaitCounts(Client admin) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !admin.get("ratelimit/analytics").body().contains("\"totals\":{\"requests\":0"));
    }
}
