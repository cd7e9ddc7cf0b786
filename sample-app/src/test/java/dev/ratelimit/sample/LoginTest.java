package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both rules of the login, with clients at several addresses behind a trusted proxy. */
class LoginTest {
    private final WebServer web = WebServer.bind(0);

    @BeforeEach
    void start() {
        web.serve(Map.of("trustedProxies", "127.0.0.1", "forwardedHeader", "X-Forwarded-For"));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void refusesTheSixthTryOnAnAccountWhereverItComesFrom() {
        for (int i = 1; i <= 5; i++) {
            assertThat(login("192.0.2." + i, "alice").statusCode()).isEqualTo(200);
        }

        HttpResponse<String> sixth = login("192.0.2.6", "alice");
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.body()).contains("\"violated-policies\":[\"login-account\"]");
    }

    @Test
    void refusesTheSixthTryFromAnAddressWhateverTheAccount() {
        for (int i = 1; i <= 5; i++) {
            assertThat(login("192.0.2.1", "account" + i).statusCode()).isEqualTo(200);
        }

        HttpResponse<String> sixth = login("192.0.2.1", "account6");
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.body()).contains("\"violated-policies\":[\"login-address\"]");
    }

    @Test
    void chargesNothingToTheAccountWhenTheAddressIsRefused() {
        for (int i = 1; i <= 10; i++) {
            login("192.0.2.1", "alice" + Math.min(i, 6));
        }

        assertThat(login("192.0.2.2", "alice6").headers().firstValue("RateLimit"))
                .hasValueSatisfying(state ->
                        assertThat(state).contains("\"login-account\";r=4").contains("\"login-address\";r=4"));
    }

    private HttpResponse<String> login(String address, String account) {
        return new Client(web.address()).send("POST", "/login", "X-Account", account, "X-Forwarded-For", address);
    }
}
