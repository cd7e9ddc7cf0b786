package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.util.security.Credential;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The container knows the users, and the application their roles. */
class ContainerAccessTest {

    private static AdminServer server;

    @BeforeAll
    static void start() {
        server = AdminServer.start(Map.of("access", "container"), ContainerAccessTest::addUsers);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void addUsers(WebAppContext application) {
        UserStore users = new UserStore();
        users.addUser("ada", Credential.getCredential("a"), new String[] {"ratelimit-admin"});
        users.addUser("vera", Credential.getCredential("v"), new String[] {"ratelimit-viewer"});
        users.addUser("otto", Credential.getCredential("o"), new String[] {"something-else"});
        HashLoginService login = new HashLoginService("Ratelimit");
        login.setUserStore(users);
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setLoginService(login);
        security.setAuthenticator(new BasicAuthenticator());
        security.setRealmName("Ratelimit");
        application.setSecurityHandler(security);
    }

    @Test
    void asksForAPassword() {
        Answer answer = server.get("/check?user_id=a");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWithIgnoringCase("basic");
        assertThat(server.get("/check?user_id=a", as("ada", "wrong")).status()).isEqualTo(401);
        assertThat(server.get("/health").status()).isEqualTo(200);
    }

    @Test
    void letsAnAdministratorDoEverything() {
        assertThat(server.get("/check?user_id=a", as("ada", "a")).status()).isEqualTo(200);
        assertThat(server.post("/users?user_id=a", "", as("ada", "a")).status()).isEqualTo(200);
    }

    @Test
    void letsAViewerLook() {
        assertThat(server.get("/users?user_id=nobody", as("vera", "v")).status())
                .isEqualTo(404);
        assertThat(server.get("/check?user_id=a", as("vera", "v")).status()).isEqualTo(403);
        assertThat(server.post("/users?user_id=a", "", as("vera", "v")).status())
                .isEqualTo(403);
    }

    @Test
    void tellsEachWhatHeIs() {
        assertThat(server.get("/ratelimit/access", as("ada", "a")).body())
                .isEqualTo("{\"role\":\"admin\",\"by\":\"container\"}");
        assertThat(server.get("/ratelimit/access", as("vera", "v")).body())
                .isEqualTo("{\"role\":\"viewer\",\"by\":\"container\"}");
    }

    @Test
    void letsNobodyElseIn() {
        assertThat(server.get("/users?user_id=a", as("otto", "o")).status()).isEqualTo(403);
    }

    @Test
    void refusesChangesThatAnotherSiteMadeABrowserSend() {
        String[] login = as("ada", "a");
        assertThat(server.post("/users?user_id=a", "", login[0], login[1], "Origin", "http://evil.example")
                        .status())
                .isEqualTo(403);
    }

    private static String[] as(String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new String[] {"Authorization", "Basic " + pair};
    }
}
