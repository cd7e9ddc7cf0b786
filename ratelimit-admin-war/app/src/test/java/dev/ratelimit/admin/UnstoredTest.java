package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnstoredTest {

    private static final String RULES = "{\"rules\": [{\"id\": \"filed\", \"limits\": [\"5/1h\"]}],"
            + " \"plans\": {\"pro\": {\"overrides\": {\"filed\": [\"9/1h\"]}}}}";

    @Test
    void isReplacedUnderTheTagThatItIsFoundWith(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("rules.json"), RULES);
        try (AdminServer server = AdminServer.start(Map.of("access", "open", "rules", file.toString()))) {
            replace(server, "/ratelimit/rules/filed", "{\"limits\": [\"7/1h\"]}");
            replace(server, "/ratelimit/plans/pro", "{\"overrides\": {}}");
        }
    }

    private static void replace(AdminServer server, String path, String body) {
        String tag = server.get(path).header("ETag");
        String[] headers = {"Content-Type", "application/json", "If-Match", tag};
        assertThat(server.send("PUT", path, body, headers).status()).isEqualTo(200);
        assertThat(server.send("PUT", path, body, headers).status())
                .as("it is another by now")
                .isEqualTo(412);
    }

    @Test
    void saysThatWhatComesFromAFileCannotBeDeletedHere(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("rules.json"), RULES);
        try (AdminServer server = AdminServer.start(Map.of("access", "open", "rules", file.toString()))) {
            for (String path : List.of("/ratelimit/rules/filed", "/ratelimit/plans/pro")) {
                Answer answer = server.send("DELETE", path, "");
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.json().get("detail").asText())
                        .contains("is not stored: it comes from a rules file and cannot be deleted here");
                assertThat(server.get(path).status()).isEqualTo(200);
            }
        }
    }
}
