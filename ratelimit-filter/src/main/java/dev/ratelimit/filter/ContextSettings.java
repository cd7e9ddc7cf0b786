package dev.ratelimit.filter;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Enumeration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a web application tells by itself, for adapters.
 *
 * @param loader of its classes
 * @param params its context-params, without that of {@link RateLimitInitializer}
 */
public record ContextSettings(ClassLoader loader, Map<String, String> params) {

    /** Keeps a copy of the parameters. */
    public ContextSettings {
        params = Map.copyOf(params);
    }

    /** Those of an application. */
    public static ContextSettings of(ServletContext context) {
        Map<String, String> params = params(context.getInitParameterNames(), context::getInitParameter);
        params.remove(RateLimitInitializer.PARAM);
        // Jetty without a WAR has no class loader for it.
        ClassLoader loader =
                Objects.requireNonNullElse(context.getClassLoader(), ContextSettings.class.getClassLoader());
        return new ContextSettings(loader, params);
    }

    /** A filter that the application declares and that is a {@link RateLimitFilter}; null for none. */
    public static @Nullable FilterRegistration filter(ServletContext context) {
        ClassLoader loader = of(context).loader();
        return context.getFilterRegistrations().values().stream()
                .filter(declared -> isOurs(declared.getClassName(), loader))
                .findFirst()
                .orElse(null);
    }

    private static boolean isOurs(@Nullable String className, ClassLoader loader) {
        try {
            return className != null && RateLimitFilter.class.isAssignableFrom(Class.forName(className, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            // The container says so itself when it comes to this filter.
            return false;
        }
    }

    static Map<String, String> params(Enumeration<String> names, UnaryOperator<String> valueOf) {
        Map<String, String> params = new TreeMap<>();
        names.asIterator().forEachRemaining(name -> params.put(name, valueOf.apply(name)));
        return params;
    }
}
