package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.ratelimit.sample.Administration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dashboard of an administration that asks for tokens, on the Redis of the shop. */
@Tag("browser")
class SignInTest {
    private static final String ADMIN = "admin-token-of-a-test-000";
    private static final String READ = "read-token-of-a-test-0000";
    private static final String CHECK = "check-token-of-a-test-000";

    /** Whatever takes an answer, but for what looks for something. */
    private static final String WRITABLE =
            ":is(input, select, textarea):not(search *, .range *, [type=search], [role=switch])";

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
        signIn(page, "no token at all");
        assertThat(page.getByText("A token has neither spaces")).isVisible();
        signIn(page, "no-such-token");
        assertThat(page.getByText("This token is not known here.")).isVisible();
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
    void putsTheFocusOnTheFieldAndReadsOutWhatIsWrongWithIt() {
        Page page = open("health");
        Locator field = page.getByLabel("Token");
        assertThat(field).isFocused();
        assertThat(page).hasTitle("Sign in · Ratelimit");
        for (String wrong : List.of("no-such-token", "no token at all")) {
            field.fill(wrong);
            Found.button(page, "Sign in").press("Enter");
            assertThat(field).hasAttribute("aria-invalid", "true");
            assertThat(field).hasAccessibleDescription(Pattern.compile("This token is not known|neither spaces"));
            assertThat(field).isFocused();
        }
        signIn(page, ADMIN);
        assertThat(page).hasTitle("Health · Ratelimit");
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
    void keepsADraftWhileTheTokenIsRefusedUntilItsWriterSignsOut() {
        Page page = open("rules/search");
        signIn(page, ADMIN);
        Found.field(page, "Description").fill("a draft");
        refuseToken(page);
        signIn(page, READ);
        assertThat(Found.region(page, "In words")).containsText("2 searches a second");
        refuseToken(page);
        signIn(page, ADMIN);
        assertThat(Found.field(page, "Description")).hasValue("a draft");

        Found.button(page, "Sign out").click();
        signIn(page, ADMIN);
        assertThat(Found.field(page, "Description")).hasValue(Pattern.compile("^2 searches"));
    }

    @Test
    void saysThatATokenForCheckingDoesNotDo() {
        Page page = open("");
        signIn(page, CHECK);
        assertThat(page.getByText("This token may check only.")).isVisible();
    }

    @Test
    void showsWhoMayReadNothingToWriteWith() {
        Page page = open("");
        DASHBOARD.complaints().expect(404);
        signIn(page, READ);
        assertThat(page.getByText("Read only")).isVisible();
        for (String route : List.of(
                "overview",
                "rules",
                "rules/search",
                "rules/~new",
                "rules/~plans",
                "rules/history",
                "users",
                "users/" + DASHBOARD.shop().demo(),
                "users/nobody",
                "lists/deny",
                "lists/allow",
                "reports",
                "health")) {
            DASHBOARD.go(page, route);
            assertThat(page.getByRole(AriaRole.BUTTON, named()).or(page.getByRole(AriaRole.LINK, linked())))
                    .hasCount(0);
            assertThat(page.locator("main").locator(WRITABLE)).hasCount(0);
        }
    }

    @Test
    void showsWhoMayReadARuleInWords() {
        Page page = open("rules/search");
        signIn(page, READ);
        assertThat(Found.region(page, "In words")).containsText("2 searches a second");
        assertThat(Found.region(page, "In words")).containsText("path /search");
        assertThat(Found.region(page, "In words")).containsText("10 at once, 2 per second (token bucket)");
        assertThat(Found.region(page, "JSON")).containsText("\"refill_rate\": 2");
    }

    /** As when it is changed on the server: the next question is refused. */
    private static void refuseToken(Page page) {
        page.evaluate("sessionStorage.setItem('ratelimit.token', 'no-longer-known')");
        assertThat(page.getByText("This token is not known here.")).isVisible(Found.eventually());
    }

    private static Page.GetByRoleOptions named() {
        return new Page.GetByRoleOptions()
                .setName(
                        Pattern.compile(
                                "^(Save|Delete|Add|Remove|Edit|New|Switch|Change|Reset|Deny|Allow|Create|Explain|Roll|Discard|Duplicate|Simulate)"));
    }

    private static Page.GetByRoleOptions linked() {
        return new Page.GetByRoleOptions().setName(Pattern.compile("^(New|Duplicate|Make|Roll back|Simulate)"));
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
