package dev.ratelimit.filter;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.Preflights;
import dev.ratelimit.config.Settings;
import dev.ratelimit.config.SettingsException;
import dev.ratelimit.rule.RulesException;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes of init-params, context-params and the engine's other settings what the filter works with. */
final class FilterSettings {

    /** Names a class of the application; the one init-param that is no setting of the engine. */
    private static final String RESPONDER = "responder";

    private final ClassLoader loader;
    private final Map<String, String> params;
    private final @Nullable String responder;
    private final List<String> faults = new ArrayList<>();

    private FilterSettings(FilterConfig config) {
        this.loader = config.getServletContext().getClassLoader();
        this.params = params(config);
        this.responder = params.remove(RESPONDER);
    }

    /** What was made; the limiter is to be closed by who gets it. */
    record Result(RateLimiter limiter, FilterOptions options) {}

    /** @throws ServletException listing every fault of the settings, or else of the rules */
    static Result read(FilterConfig config) throws ServletException {
        FilterSettings reader = new FilterSettings(config);
        Settings settings = reader.attempt(() -> Settings.load(reader.params));
        RateLimitResponder responder = reader.attempt(reader::responder);
        RateLimiter limiter = settings == null || responder == null
                ? null
                : reader.attempt(
                        () -> RateLimiter.builder(settings, reader.loader).build());
        if (settings == null || responder == null || limiter == null) {
            throw new ServletException(
                    "filter " + config.getFilterName() + " cannot start: " + String.join("\n", reader.faults));
        }
        return new Result(limiter, options(settings).withResponder(responder));
    }

    private static FilterOptions options(Settings settings) {
        FilterOptions options = FilterOptions.defaults()
                .withExclude(settings.exclude())
                .withResponse(settings.responseOptions())
                .withOnFault(settings.onStoreFailure());
        return settings.preflights() == Preflights.COUNT ? options.withPreflightsCounted() : options;
    }

    private RateLimitResponder responder() {
        if (responder == null) {
            return new StandardResponder();
        }
        try {
            return Class.forName(responder, true, loader)
                    .asSubclass(RateLimitResponder.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "init-param " + RESPONDER + ": \"" + responder + "\" cannot be used (" + e
                            + "); accepted is the name of"
                            + " a class that implements RateLimitResponder and has a public constructor without parameters",
                    e);
        }
    }

    private <T> @Nullable T attempt(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (SettingsException | RulesException | IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Init-params over context-params; of those, which belong to the whole application, only the known ones. */
    private static Map<String, String> params(FilterConfig config) {
        Map<String, String> params = new TreeMap<>();
        ServletContext context = config.getServletContext();
        for (String name : Settings.names()) {
            String value = context.getInitParameter(name);
            if (value != null) {
                params.put(name, value);
            }
        }
        for (String name : Collections.list(config.getInitParameterNames())) {
            params.put(name, config.getInitParameter(name));
        }
        return params;
    }
}
