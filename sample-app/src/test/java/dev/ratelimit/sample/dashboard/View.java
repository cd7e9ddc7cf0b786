package dev.ratelimit.sample.dashboard;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;

/** How the dashboard is looked at. */
record View(int width, ColorScheme scheme) {
    static final View WIDE = new View(1280, ColorScheme.LIGHT);
    static final View WIDE_DARK = new View(1280, ColorScheme.DARK);
    static final View NARROW = new View(360, ColorScheme.LIGHT);
    static final View NARROW_DARK = new View(360, ColorScheme.DARK);

    static final List<View> ALL = List.of(WIDE, WIDE_DARK, NARROW, NARROW_DARK);

    @Override
    public String toString() {
        return width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
    }
}
