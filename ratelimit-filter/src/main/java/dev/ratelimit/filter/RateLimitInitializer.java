package dev.ratelimit.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs a {@link RateLimitFilter} where the application asks for it by a context-param, and does nothing elsewhere:
 *
 * <pre>{@code
 * <context-param><param-name>ratelimit.filter</param-name><param-value>/*</param-value></context-param>
 * }</pre>
 *
 * <p>The value is URL patterns, separated by commas. The filter is named {@code ratelimit}, supports asynchronous requests
 * and is mapped for {@code REQUEST}, after the filters that the application declares: so rules see the user whom one of
 * them has authenticated, and refusals carry the headers of a CORS filter. Its settings are context-params as well, such as
 * {@code ratelimit.defaultLimit}, or system properties or environment variables.
 *
 * <p>An application that declares a {@link RateLimitFilter} itself, or a subclass of it, in {@code web.xml} or by annotation,
 * keeps that one only.
 *
 * <p>There is no system property and no environment variable for this: it would hold for every application in the process
 * that has this library.
 */
public final class RateLimitInitializer implements ServletContainerInitializer {

    /** The context-param. */
    static final String PARAM = "ratelimit.filter";

    private static final String NAME = "ratelimit";
    private static final Pattern ACCEPTED = Pattern.compile("/\\*|/[^*?#;\\s][^*?#;\\s]*?(/\\*)?|\\*\\.[^*/?#;\\s]+");
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitInitializer.class);

    /** For the container. */
    public RateLimitInitializer() {}

    /**
     * Installs the filter if it is asked for.
     *
     * @throws ServletException if the value has something else than URL patterns, so that the application does not start
     */
    @Override
    public void onStartup(@Nullable Set<Class<?>> types, ServletContext context) throws ServletException {
        String value = context.getInitParameter(PARAM);
        if (value == null || value.isBlank()) {
            return;
        }
        List<String> patterns = patterns(value);
        FilterRegistration declared = ContextSettings.filter(context);
        if (declared == null) {
            install(context, patterns);
        } else {
            LOG.info(
                    "context-param {} is not followed: the application has a filter of its own, {}",
                    PARAM,
                    declared.getName());
        }
    }

    private static List<String> patterns(String value) throws ServletException {
        List<String> patterns =
                Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        for (String pattern : patterns) {
            if (!ACCEPTED.matcher(pattern).matches()) {
                throw new ServletException("context-param " + PARAM + ": \"" + pattern + "\" in \"" + value
                        + "\" is no URL pattern; accepted"
                        + " are /*, a path such as /login, a path and all below it such as /api/*, an extension"
                        + " such as *.jsp, and several of these separated by commas");
            }
        }
        return patterns;
    }

    private static void install(ServletContext context, List<String> patterns) throws ServletException {
        FilterRegistration.Dynamic filter = context.addFilter(NAME, RateLimitFilter.class);
        if (filter == null) {
            throw new ServletException("context-param " + PARAM + ": the application has another filter named \"" + NAME
                    + "\"; accepted is any other name for it");
        }
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, patterns.toArray(String[]::new));
    }
}
