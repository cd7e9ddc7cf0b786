package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.ratelimit.sample.Client;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One dialog of each kind, as every page is looked at. */
@Tag("browser")
class DialogsTest {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @BeforeAll
    static void populate() {
        new Population(new Client(DASHBOARD.shop().dashboard())).some();
    }

    @Test
    void switchesEverything() {
        look("switch", "health", press("Switch…"));
    }

    @Test
    void asksForAnEntry() {
        look("entry", "lists/deny", press("Add an entry…"));
    }

    @Test
    void asksWhetherToRemove() {
        look("remove", "lists/deny", press("Remove mallory"));
    }

    @Test
    void asksForAUsersOwnLimits() {
        look("user", "users/alice", press("Change…"));
    }

    @Test
    void showsWhatWillBeSaved() {
        look("save", "rules/search", page -> {
            Found.field(page, "Description").fill("what customers look for");
            Found.button(page, "Save…").click();
        });
    }

    private static Consumer<Page> press(String button) {
        return page -> Found.button(page, button).click();
    }

    private static void look(String name, String route, Consumer<Page> open) {
        for (View view : View.ALL) {
            Page page = DASHBOARD.open(view, "");
            DASHBOARD.go(page, route);
            open.accept(page);
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).isVisible();
            DASHBOARD.settle(page);
            Pictures.take(page, "dialog-" + name + "-" + view);
            Axe.assertAccessible(page);
            page.close();
        }
    }
}
