package dev.ratelimit.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all conditions on texts are.
 *
 * @param of what they look at, such as {@code user} or {@code header:x-client}
 * @param globs of which one must cover the text
 */
record Texts(String of, List<TextGlob> globs) {

    /** A condition as one on texts; null for any other. */
    static @Nullable Texts of(Condition condition) {
        if (condition instanceof UserIs user) {
            return new Texts("user", user.globs());
        }
        if (condition instanceof PlanIs plan) {
            return new Texts("plan", plan.globs());
        }
        if (condition instanceof AppIs app) {
            return new Texts("app", app.globs());
        }
        if (condition instanceof ResourceIs resource) {
            return new Texts("resource", resource.globs());
        }
        return condition instanceof ValueIs value ? new Texts(value.subject(), value.globs()) : null;
    }

    /** Whether all of them cover one text only. */
    boolean literal() {
        return globs.stream().allMatch(TextGlob::literal);
    }
}
