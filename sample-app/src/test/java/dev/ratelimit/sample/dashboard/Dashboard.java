package dev.ratelimit.sample.dashboard;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.ratelimit.sample.Browser;
import dev.ratelimit.sample.LiveShop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A shop under load for a class of tests, and its dashboard in a browser that all classes share. After each test its pages
 * are closed, and must have had nothing to complain of.
 */
final class Dashboard implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final int HEIGHT = 800;
    private static final double PATIENCE_MILLIS = 10_000;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final Complaints complaints = new Complaints();
    private final Quiet quiet = new Quiet();
    private Browser browser;
    private LiveShop shop;

    @Override
    public void beforeAll(ExtensionContext context) {
        browser = Browser.shared(context);
        shop = LiveShop.start();
        shop.open();
    }

    LiveShop shop() {
        return shop;
    }

    Complaints complaints() {
        return complaints;
    }

    /** Opens a page of the shop's dashboard as somebody who was never here. */
    Page open(String route) {
        return open(View.WIDE, route);
    }

    Page open(View view, String route) {
        return open(view, shop.dashboard(), route);
    }

    /** @param dashboard the address of this or another one */
    Page open(View view, String dashboard, String route) {
        Page page = visitor(view).newPage();
        page.navigate(dashboard + "#/" + route);
        return page;
    }

    /** Goes on to another route, and waits until all of it is there. */
    void go(Page page, String route) {
        page.evaluate("route => location.hash = route", "#/" + route);
        settle(page);
    }

    /** Waits until all of a page is there. */
    void settle(Page page) {
        quiet.await(page);
    }

    /** A browser context without any past. */
    BrowserContext visitor(View view) {
        return visitor(view, "UTC");
    }

    /** @param zone where the visitor is, such as Asia/Tokyo */
    BrowserContext visitor(View view, String zone) {
        BrowserContext context = browser.chromium()
                .newContext(new NewContextOptions()
                        .setViewportSize(view.width(), HEIGHT)
                        .setColorScheme(view.scheme())
                        .setTimezoneId(zone)
                        .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        complaints.listen(context);
        quiet.listen(context);
        contexts.add(context);
        return context;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (BrowserContext visitor : contexts) {
            // What was said meanwhile is heard while the browser is asked something.
            visitor.pages().forEach(page -> page.evaluate("null"));
            visitor.close();
        }
        contexts.clear();
        complaints.assertNone();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (shop != null) {
            shop.close();
        }
    }
}
