package dev.ratelimit.filter;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.Settings;
import dev.ratelimit.config.SettingsException;
import dev.ratelimit.gate.GateOptions;
import dev.ratelimit.rule.RulesException;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes of init-params, context-params and the engine's other settings what the filter works with. */
final class FilterSettings {

    /** Names a class of the application; the one init-param that is no setting of the engine. */
    private static final String RESPONDER = "responder";

    private final ContextSettings application;
    private final Map<String, String> initParams;
    private final @Nullable String responder;
    private final List<String> faults = new ArrayList<>();

    private FilterSettings(FilterConfig config) {
        this.application = ContextSettings.of(config.getServletContext());
        this.initParams = ContextSettings.params(config.getInitParameterNames(), config::getInitParameter);
        this.responder = initParams.remove(RESPONDER);
    }

    /** What was made; the limiter is to be closed by who gets it. */
    record Result(RateLimiter limiter, GateOptions options, RateLimitResponder responder) {}

    /** @throws ServletException listing every fault of the settings, or else of the rules */
    static Result read(FilterConfig config) throws ServletException {
        FilterSettings reader = new FilterSettings(config);
        Settings settings = reader.attempt(() -> Settings.load(reader.initParams, reader.application.params()));
        RateLimitResponder responder = reader.attempt(reader::responder);
        RateLimiter limiter = settings == null || responder == null
                ? null
                : reader.attempt(() -> RateLimiter.builder(settings, reader.application.loader())
                        .build());
        if (settings == null || responder == null || limiter == null) {
            throw new ServletException(
                    "filter " + config.getFilterName() + " cannot start: " + String.join("\n", reader.faults));
        }
        return new Result(limiter, GateOptions.of(settings), responder);
    }

    private RateLimitResponder responder() {
        if (responder == null) {
            return new StandardResponder();
        }
        try {
            return Class.forName(responder, true, application.loader())
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
}
