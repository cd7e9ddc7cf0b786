package dev.ratelimit.sample.dashboard;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.HashSet;
import java.util.Set;

/** Tells when a page has got all it asked for, and shows it. */
final class Quiet {
    private static final String TWO_FRAMES =
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))";

    private final Set<Request> underWay = new HashSet<>();

    void listen(BrowserContext context) {
        context.onRequest(underWay::add);
        context.onRequestFinished(underWay::remove);
        context.onRequestFailed(underWay::remove);
    }

    /** Waits; an answer may lead to the next question. */
    void await(Page page) {
        do {
            page.evaluate(TWO_FRAMES);
            page.waitForCondition(underWay::isEmpty);
            page.evaluate(TWO_FRAMES);
        } while (!underWay.isEmpty());
    }
}
