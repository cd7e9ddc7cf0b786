package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever reaches a page under /admin has met the rule for it; the rest the server refuses by itself. */
class PathSpellingsTest {

    private static final String RULE =
            Filters.rule("admin", "\"key\": [\"global\"], \"when\": {\"path\": \"/admin/**\"}", "1");

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/users",
                "/admin/users/",
                "/admin/users//",
                "//admin/users",
                "///admin//users",
                "/admin//users",
                "/./admin/users",
                "/admin/./users",
                "/admin/users/.",
                "/admin/users/./",
                "/admin/x/../users",
                "/admin/users/..",
                "/public/../admin/users",
                "/public//../admin/users",
                "/../admin/users",
                "/admin;/users",
                "/admin;v=1/users",
                "/admin/users;v=1",
                "/admin/users;jsessionid=0",
                "/;/admin/users",
                "/;v=1/admin/users",
                "/public;/../admin/users",
                "/public/..;/admin/users",
                "/public/..;v=1/admin/users",
                "/admin/..;/admin/users",
                "/admin/users/..;/",
                "/%61dmin/users",
                "/%61%64%6d%69%6e/users",
                "/admin/%75sers",
                "/%2e/admin/users",
                "/admin/%2e/users",
                "/admin/%2E/users",
                "/public/%2e%2e/admin/users",
                "/public/%2e%2e%2fadmin/users",
                "/public/.%2e/admin/users",
                "/%2fadmin/users",
                "/admin%2fusers",
                "/admin%2Fusers",
                "/admin%5cusers",
                "/admin\\users",
                "\\admin\\users",
                "/admin%00/users",
                "/admin/users%00",
                "/admin/users%0a",
                "/admin/users%20",
                "/admin/users%3b",
                "/admin/users%3bv=1",
                "/admin/users%3fx",
                "/admin/users%23x",
                "/admin/users?x=1",
                "/admin/users#x",
                "/admin/users/%252e%252e/%252e%252e/public",
                "/admin/%252e%252e/public",
                "/admin/..%3b/public",
                "/admin/%2e%2e%3bv=1/public",
                "/admin/.%01./public",
                "/admin/users%252fx",
                "/%u0061dmin/users",
                "/admin/%u002e/users",
                "/%c0%aeadmin/users",
                "/admin/%c0%ae%c0%ae/users",
                "/\u00e4/../admin/users",
                "/admin/\u00e4"
            })
    void doesNotEscapeItsRule(String spelling) throws Exception {
        RateLimitFilter filter = Filters.counting(RULE);
        SERVER.deploy(context -> {
            Filters.add(context, "ratelimit", filter);
            context.addServlet("admin", new AdminPage()).addMapping("/admin/*");
        });
        RawResponse first = RawResponse.get(SERVER.harness().port(), Harness.CONTEXT + spelling);
        assertThat(first.status()).isIn(200, 400, 404);
        if (first.text().contains(AdminPage.SECRET)) {
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.hasHeader("RateLimit")).isTrue();
            assertThat(RawResponse.get(SERVER.harness().port(), "/app/admin/users")
                            .status())
                    .as("the same bucket")
                    .isEqualTo(429);
            RawResponse again = RawResponse.get(SERVER.harness().port(), Harness.CONTEXT + spelling);
            assertThat(again.status()).isEqualTo(429);
        }
    }

    /** The page that must not be had for nothing. */
    private static final class AdminPage extends HttpServlet {
        static final String SECRET = "the users";
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(SECRET);
        }
    }
}
