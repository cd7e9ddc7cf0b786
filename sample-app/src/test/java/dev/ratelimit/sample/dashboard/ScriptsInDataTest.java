package dev.ratelimit.sample.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.ratelimit.sample.Client;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever callers and administrators write is shown as text: no script of theirs runs, wherever it stands. */
@Tag("browser")
class ScriptsInDataTest {
    private static final List<String> PAYLOADS = List.of(
            "\"><img src=x onerror=window.pwned=1>",
            "<script>window.pwned=1</script>",
            "<svg/onload=window.pwned=1>",
            "javascript:window.pwned=1",
            "{{constructor.constructor('window.pwned=1')()}}",
            "'-window.pwned-'",
            "${window.pwned=1}",
            "\" onfocus=window.pwned=1 autofocus style=animation-name:x onanimationstart=window.pwned=1 \"",
            "<img src=x onerror=window.pwned=1>" + "long".repeat(45),
            "\u202Eevil\u202C \u2066admin\u2069 \u200B\u0007\u0000<b>null</b>");

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @BeforeAll
    static void write() throws Exception {
        Client admin = new Client(DASHBOARD.shop().dashboard());
        for (int i = 0; i < PAYLOADS.size(); i++) {
            write(new Population(admin), "rule-" + i, PAYLOADS.get(i));
        }
    }

    private static void write(Population admin, String rule, String payload) throws Exception {
        String query = URLEncoder.encode(payload, StandardCharsets.UTF_8);
        admin.send(
                "POST",
                "rules",
                JSON.writeValueAsString(Map.of(
                        "id", rule,
                        "description", payload,
                        "when",
                                Map.of(
                                        "any",
                                        List.of(
                                                Map.of("path", "/" + rule + "/**"),
                                                Map.of("header", Map.of("X-Name", payload)))),
                        "key", List.of("user", "header:X-Name"),
                        "limits", List.of("1/1h"))));
        admin.put("users?user_id=" + query, JSON.writeValueAsString(Map.of("note", payload)));
        for (int i = 0; i < 3; i++) {
            admin.send(
                    "POST",
                    "check",
                    JSON.writeValueAsString(Map.of(
                            "user_id",
                            payload,
                            "path",
                            "/" + rule + "/" + payload,
                            "method",
                            "GET",
                            "headers",
                            Map.of("X-Name", payload))));
        }
        admin.put("denylist?entry=" + query, JSON.writeValueAsString(Map.of("reason", payload)));
        admin.put("allowlist?entry=" + query, JSON.writeValueAsString(Map.of("reason", payload)));
    }

    @Test
    void areShownAsTextOnEveryPage() {
        Page page = DASHBOARD.open("");
        DASHBOARD.complaints().expect(400, 404);
        for (String route : List.of(
                "overview",
                "rules",
                "rules/~plans",
                "rules/history",
                "users",
                "lists/deny",
                "lists/allow",
                "reports",
                "health")) {
            look(page, route);
        }
        look(page, "lists/deny");
        assertThat(page.getByText(PAYLOADS.get(2)).first()).isVisible();
        look(page, "rules");
        assertThat(page.getByText(PAYLOADS.get(2)).first()).isVisible();
        for (int i = 0; i < PAYLOADS.size(); i++) {
            look(page, "rules/rule-" + i);
            look(page, "users/" + encoded(PAYLOADS.get(i)));
        }
    }

    @Test
    void areHarmlessInRoutes() {
        Page page = DASHBOARD.open("");
        DASHBOARD.complaints().expect(400, 404);
        for (String payload : PAYLOADS) {
            for (String route : List.of(
                    "",
                    "rules/",
                    "lists/",
                    "users?prefix=",
                    "users?cursor=",
                    "rules?q=",
                    "rules/~new?like=",
                    "reports?from=",
                    "overview?range=")) {
                look(page, route + encoded(payload));
            }
            look(page, payload);
        }
    }

    @Test
    void areShownAsTextInDialogsAndAnswers() {
        // Who is on the deny list is denied, and what goes by headers cannot be simulated.
        DASHBOARD.complaints().expect(400, 403);
        Page page =
                DASHBOARD.open("users/" + encoded(PAYLOADS.get(0)) + "?path=" + encoded("/rule-0/" + PAYLOADS.get(1)));
        Found.button(page, "Explain").click();
        assertThat(page.locator(".answer")).isVisible();
        Found.button(page, "Change…").click();
        Locator dialog = Found.dialog(page, "Plan and own limits");
        assertThat(dialog).isVisible();
        assertThat(dialog.getByLabel("Note")).hasValue(PAYLOADS.get(0));
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
        Found.button(page, "Delete user…").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText(PAYLOADS.get(0));
        assertHarmless(page);
        look(page, "lists/deny");
        Found.button(page, "Remove " + PAYLOADS.get(0)).click();
        Found.button(page, "Remove").click();
        assertThat(Found.notice(page, "is off the deny list")).isVisible();
        assertHarmless(page);
        look(page, "rules/rule-0");
        Found.field(page, "Description").fill(PAYLOADS.get(1));
        Found.button(page, "Simulate").click();
        Found.button(page, "Save…").click();
        Found.button(page, "Save").click();
        assertThat(Found.notice(page, "Rule rule-0 is saved.")).isVisible();
        assertHarmless(page);
    }

    private static void look(Page page, String route) {
        DASHBOARD.go(page, route);
        assertHarmless(page);
    }

    private static void assertHarmless(Page page) {
        assertThat(page.evaluate("typeof window.pwned")).as(page.url()).isEqualTo("undefined");
        assertThat((int) page.evaluate("[...document.links].filter(a => !/^https?:$/.test(a.protocol)).length"))
                .as("links at %s that run scripts", page.url())
                .isZero();
        assertThat(
                        (int)
                                page.evaluate(
                                        "document.querySelectorAll('body script, body img:not([src^=assets]), body b, [onerror], [onfocus]').length"))
                .as("elements at %s that nobody made", page.url())
                .isZero();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
