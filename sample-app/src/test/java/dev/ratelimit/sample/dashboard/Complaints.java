package dev.ratelimit.sample.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What no page may have: errors, words in the console, dialogs, breaches of the CSP, answers that nobody expects. */
final class Complaints {
    private static final int FAILED = 400;
    private static final String TELL_BREACHES = "addEventListener('securitypolicyviolation',"
            + " e => tellBreach(`${e.violatedDirective} of ${e.blockedURI} in ${e.sourceFile}:${e.lineNumber}`))";

    private final List<String> heard = new ArrayList<>();
    private final Set<Integer> expected = new HashSet<>();

    /** Answers with these are meant, until {@link #assertNone}. */
    void expect(Integer... statuses) {
        expected.addAll(Arrays.asList(statuses));
    }

    void listen(BrowserContext context) {
        context.exposeBinding("tellBreach", (source, arguments) -> heard.add("breach: " + arguments[0]));
        context.addInitScript(TELL_BREACHES);
        context.onPage(this::listen);
        context.onResponse(this::hear);
        context.onRequestFailed(this::hear);
    }

    /** Forgets what was heard and what was meant. */
    void assertNone() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        expected.clear();
        assertThat(all).as("what pages complained of").isEmpty();
    }

    private void listen(Page page) {
        page.onPageError(error -> heard.add("error: " + error));
        page.onConsoleMessage(this::hear);
        page.onDialog(this::hear);
    }

    private void hear(ConsoleMessage message) {
        // Chromium says of every refusal that it is one; what is refused is heard as a response.
        if (!message.text().startsWith("Failed to load resource: the server responded")) {
            heard.add(message.type() + ": " + message.text());
        }
    }

    private void hear(Dialog dialog) {
        if (!"beforeunload".equals(dialog.type())) {
            heard.add("dialog: " + dialog.message());
        }
        dialog.dismiss();
    }

    private void hear(Response response) {
        if (response.status() >= FAILED && !expected.contains(response.status())) {
            heard.add(response.status() + ": " + response.request().method() + " " + response.url());
        }
    }

    private void hear(Request request) {
        // Whoever leaves a page gives up what it was loading.
        if (!"net::ERR_ABORTED".equals(request.failure())) {
            heard.add(request.failure() + ": " + request.method() + " " + request.url());
        }
    }
}
