package dev.ratelimit.filter;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.Settings;
import dev.ratelimit.config.SettingsException;
import dev.ratelimit.gate.GateOptions;
import dev.ratelimit.rule.RulesException;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes of init-params, context-params and the engine's other settings what the filter works with. */
final class FilterSettings {

    /** Names a class of the application; the one init-param that is no setting of the engine. */
    private static final String RESPONDER = "responder";

    private final ClassLoader loader;
    private final Map<String, String> initParams;
    private final Map<String, String> contextParams;
    private final @Nullable String responder;
    private final List<String> faults = new ArrayList<>();

    private FilterSettings(FilterConfig config) {
        ServletContext context = config.getServletContext();
        this.loader = loader(context);
        this.initParams = params(config.getInitParameterNames(), config::getInitParameter);
        this.contextParams = params(context.getInitParameterNames(), context::getInitParameter);
        this.responder = initParams.remove(RESPONDER);
        contextParams.remove(RateLimitInitializer.PARAM);
    }

    /** What was made; the limiter is to be closed by who gets it. */
    record Result(RateLimiter limiter, GateOptions options, RateLimitResponder responder) {}

    /** @throws ServletException listing every fault of the settings, or else of the rules */
    static Result read(FilterConfig config) throws ServletException {
        FilterSettings reader = new FilterSettings(config);
        Settings settings = reader.attempt(() -> Settings.load(reader.initParams, reader.contextParams));
        RateLimitResponder responder = reader.attempt(reader::responder);
        RateLimiter limiter = settings == null || responder == null
                ? null
                : reader.attempt(
                        () -> RateLimiter.builder(settings, reader.loader).build());
        if (settings == null || responder == null || limiter == null) {
            throw new ServletException(
                    "filter " + config.getFilterName() + " cannot start: " + String.join("\n", reader.faults));
        }
        return new Result(limiter, GateOptions.of(settings), responder);
    }

    /** That of the application; Jetty without a WAR has none. */
    static ClassLoader loader(ServletContext context) {
        return Objects.requireNonNullElse(context.getClassLoader(), FilterSettings.class.getClassLoader());
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

    private static Map<String, String> params(Enumeration<String> names, UnaryOperator<String> valueOf) {
        Map<String, String> params = new TreeMap<>();
        names.asIterator().forEachRemaining(name -> params.put(name, valueOf.apply(name)));
        return params;
    }
}
