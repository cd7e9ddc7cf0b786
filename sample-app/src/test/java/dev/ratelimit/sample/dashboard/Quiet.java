package dev.ratelimit.sample.dashboard;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Tells when a page has got all it asked for, and shows the whole of it. */
final class Quiet {
    private static final String TWO_FRAMES =
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))";

    /** Nothing says of itself that it is still to come. */
    private static final String WHOLE = """
            () => document.querySelector('h1') !== null
              && document.querySelector('[aria-busy=true]') === null
              && !/Counting…|Loading|Looking/.test(document.body.innerText)""";

    private static final double PATIENCE_MILLIS = 30_000;

    private final Map<Page, Set<Request>> underWay = new HashMap<>();

    void listen(BrowserContext context) {
        context.onPage(page -> {
            Set<Request> requests = new HashSet<>();
            underWay.put(page, requests);
            page.onRequest(requests::add);
            page.onRequestFinished(requests::remove);
            page.onRequestFailed(requests::remove);
            page.onClose(underWay::remove);
        });
    }

    /** Waits; an answer may lead to the next question. */
    void await(Page page) {
        do {
            page.evaluate(TWO_FRAMES);
            page.waitForCondition(() -> isWhole(page), new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
            page.evaluate(TWO_FRAMES);
        } while (!isWhole(page));
    }

    private boolean isWhole(Page page) {
        return underWay.getOrDefault(page, Set.of()).isEmpty() && (boolean) page.evaluate(WHOLE);
    }
}
