package dev.ratelimit.sample.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** Pictures for people to look at, in target/screenshots/dashboard. */
final class Pictures {
    private static final Path DIRECTORY = Path.of("target", "screenshots", "dashboard");
    /** Of longer pages the beginning shows enough. */
    private static final int LONGEST = 6_000;

    private Pictures() {}

    /** Takes one of the whole page, of which nothing may stick out to the right. */
    static void take(Page page, String name) {
        boolean whole = (int) page.evaluate("document.documentElement.scrollHeight") < LONGEST;
        page.screenshot(new Page.ScreenshotOptions().setFullPage(whole).setPath(DIRECTORY.resolve(name + ".png")));
        assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("how far %s sticks out", name)
                .isNotPositive();
    }
}
