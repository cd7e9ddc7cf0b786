package dev.ratelimit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The start page of a sample of its own for each test, in the browser that all classes share. After each test the console
 * must hold nothing but what is meant to be there.
 */
final class StartPage implements BeforeEachCallback, AfterEachCallback {
    private static final int HEIGHT = 800;

    private final Predicate<ConsoleMessage> meant;
    private final List<String> complaints = new ArrayList<>();
    private final RunningSample sample = new RunningSample("memory");
    private Browser browser;

    /** @param meant what a console may say */
    StartPage(Predicate<ConsoleMessage> meant) {
        this.meant = meant;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        browser = Browser.shared(context);
        sample.beforeEach(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        browser.chromium().contexts().forEach(BrowserContext::close);
        sample.close();
        assertThat(complaints).isEmpty();
    }

    RunningSample sample() {
        return sample;
    }

    Page open(int width, ColorScheme scheme) {
        Page page = browser.chromium()
                .newContext(
                        new NewContextOptions().setViewportSize(width, HEIGHT).setColorScheme(scheme))
                .newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (!meant.test(message)) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.navigate(sample.web().address());
        return page;
    }

    /** A picture in target/screenshots. */
    static Page.ScreenshotOptions picture(String name) {
        return new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "screenshots", name + ".png"));
    }
}
