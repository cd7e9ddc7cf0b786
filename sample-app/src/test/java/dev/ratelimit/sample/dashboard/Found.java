package dev.ratelimit.sample.dashboard;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** Finds things as people do: by what they are, and the exact name they are read out by. */
final class Found {
    static final List<String> PAGES = List.of("Overview", "Rules", "Users", "Lists", "Reports", "Health");

    private static final double PATIENCE_MILLIS = 30_000;

    private Found() {}

    static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, exactly(name));
    }

    static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, exactly(name));
    }

    /** One of those in the header. */
    static Locator pageLink(Page page, String name) {
        return page.getByRole(AriaRole.NAVIGATION, exactly("Pages"))
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator region(Page page, String name) {
        return page.getByRole(AriaRole.REGION, exactly(name));
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, exactly(name));
    }

    /** A control by the whole text of its label. */
    static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    static Locator radio(Page page, String name) {
        return page.getByRole(AriaRole.RADIO, exactly(name));
    }

    /** The dialog in front of everything. */
    static Locator dialog(Page page, String title) {
        return page.getByRole(AriaRole.DIALOG, exactly(title));
    }

    static Locator buttonIn(Locator part, String name) {
        return part.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** What was just done, in words. */
    static Locator notice(Page page, String text) {
        return page.locator(".notices").getByText(text);
    }

    /** The row of a table that has the text in one of its cells. */
    static Locator row(Page page, String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    /** For what is only known once it was counted and written, which takes some seconds. */
    static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
    }

    /** The same for what is not there at all before. */
    static LocatorAssertions.IsVisibleOptions eventually() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static Page.GetByRoleOptions exactly(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
