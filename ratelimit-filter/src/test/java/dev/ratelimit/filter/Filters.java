package dev.ratelimit.filter;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.RateLimiterBuilder;
import dev.ratelimit.rule.RulesFile;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;

/** Installs filters as an application would. */
final class Filters {

    /** Three a minute for everybody together. */
    static final String THREE_FOR_ALL = rule("all", "\"key\": [\"global\"]", "3");

    private Filters() {}

    /** A rule with one fixed window per hour; {@code fields} is JSON such as {@code "key": ["ip"]}. */
    static String rule(String id, String fields, String limit) {
        return "{\"id\": \"%s\", %s, \"limits\": [{\"algorithm\": \"fixed_window\", \"limit\": %s, \"window\": \"1d\"}]}"
                .formatted(id, fields, limit);
    }

    static RateLimiterBuilder limiter(String... rules) {
        return RateLimiter.builder()
                .rules(RulesFile.parse("{\"rules\": [" + String.join(",", rules) + "]}")
                        .rules());
    }

    static RateLimitFilter counting(String... rules) {
        return new RateLimitFilter(limiter(rules).build());
    }

    /** Maps a filter for every kind of dispatch. */
    static Harness.Setup with(Filter filter) {
        return context -> add(context, "ratelimit", filter);
    }

    static void add(ServletContext context, String name, Filter filter) {
        FilterRegistration.Dynamic registration = context.addFilter(name, filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    }
}
