package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.ratelimit.sample.Administration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dashboard of an administration that asks for tokens, on the Redis of the shop. */
class SignInTest {
    private static final String ADMIN = "admin-token-of-a-test-000";
    private static final String READ = "read-token-of-a-test-0000";
    private static final String CHECK = "check-token-of-a-test-000";

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    private static Administration guarded;

    @BeforeAll
    static void start() {
        guarded = Administration.start(Map.of(
                "redisAddr", DASHBOARD.shop().redis().address(),
                "checkBudget", "10s",
                "adminToken", ADMIN,
                "readToken", READ,
                "checkToken", CHECK));
    }

    @AfterAll
    static void stop() {
        guarded.close();
    }

    @Test
    void asksForATokenAndKeepsItInTheTabAlone() {
        Page page = open("health");
        signIn(page, "no such token");
        assertThat(page.getByText("This token is not known here.")).isVisible();
        assertThat(page.getByLabel("Token")).hasAttribute("aria-invalid", "true");
        signIn(page, ADMIN);

        assertThat(Found.heading(page, "Health")).isVisible();
        assertThat(page.url()).doesNotContain(ADMIN);
        assertThat(page.evaluate("JSON.stringify(localStorage) + document.cookie"))
                .isEqualTo("{}");
        assertThat(page.context().cookies()).isEmpty();
        page.reload();
        assertThat(Found.heading(page, "Health")).isVisible();
        Page other = page.context().newPage();
        other.navigate(guarded.dashboard());
        assertThat(other.getByLabel("Token")).isVisible();
    }

    @Test
    void forgetsTheTokenOnSigningOut() {
        Page page = open("rules");
        signIn(page, ADMIN);
        Found.button(page, "Sign out").click();

        assertThat(page.getByLabel("Token")).isVisible();
        assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);
        page.reload();
        assertThat(page.getByLabel("Token")).isVisible();
    }

    @Test
    void saysThatATokenForCheckingDoesNotDo() {
        Page page = open("");
        signIn(page, CHECK);
        assertThat(page.getByText("This token may check only.")).isVisible();
    }

    private static Page open(String route) {
        DASHBOARD.complaints().expect(401, 403);
        return DASHBOARD.open(View.WIDE, guarded.dashboard(), route);
    }

    private static void signIn(Page page, String token) {
        page.getByLabel("Token").fill(token);
        Found.button(page, "Sign in").click();
    }
}
