package dev.ratelimit.sample.dashboard;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** Finds things as people do: by what they are, and the exact name they are read out by. */
final class Found {
    static final List<String> PAGES = List.of("Overview", "Rules", "Users", "Lists", "Reports", "Health");

    private Found() {}

    static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, exactly(name));
    }

    static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, exactly(name));
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, exactly(name));
    }

    private static Page.GetByRoleOptions exactly(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
