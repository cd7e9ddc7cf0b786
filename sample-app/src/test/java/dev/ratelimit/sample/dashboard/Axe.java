package dev.ratelimit.sample.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core finds wrong with a page for those who do not see it, or see little. */
final class Axe {
    private static final String SCRIPT = read();
    private static final String RUN = """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations
              .filter(found => ['serious', 'critical'].includes(found.impact))
              .flatMap(found => found.nodes.map(node => `${found.id} at ${node.target}: ${node.failureSummary}`))""";

    private Axe() {}

    /** Fails when anything serious or critical is found. */
    static void assertAccessible(Page page) {
        page.evaluate(SCRIPT);
        assertThat((List<?>) page.evaluate(RUN)).as(page.url()).isEmpty();
    }

    private static String read() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
