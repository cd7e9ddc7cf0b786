package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens reach no text that anybody might read. */
class SecretsTest {

    private static final String SECRET = "s3cret-s3cret-s3cret";
    private static final Map<String, String> TOKENS =
            Map.of("adminToken", SECRET + "A", "readToken", SECRET + "R", "checkToken", SECRET + "C");

    @Test
    void noObjectShowsThem() {
        Settings settings = Settings.load(TOKENS);
        assertThat(settings.toString()).contains("adminToken=***").doesNotContain(SECRET);
        assertThat(new Tokens(settings).toString()).contains("ADMIN").doesNotContain(SECRET);
    }

    @Test
    void noLogAndNoAnswerShowsThem() {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        StringBuilder answers = new StringBuilder();
        try (AdminServer server = AdminServer.start(TOKENS)) {
            for (String token : new String[] {SECRET, SECRET + "A", SECRET + "R", SECRET + "C"}) {
                for (Routes.Route route : Routes.all()) {
                    Answer answer =
                            server.send(route.method(), route.target(), "{", "Authorization", "Bearer " + token);
                    answers.append(answer.response().headers().map()).append(answer.body());
                }
            }
        } finally {
            System.setErr(before);
        }
        assertThat(answers.toString()).doesNotContain("s3cret");
        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("s3cret");
    }
}
