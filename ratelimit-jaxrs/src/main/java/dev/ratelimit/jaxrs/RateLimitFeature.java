package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.RateLimiterBuilder;
import dev.ratelimit.config.Settings;
import dev.ratelimit.gate.Gate;
import dev.ratelimit.gate.GateOptions;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Limits the resources of a JAX-RS application: by {@link RateLimited} annotations, by rules, or by both. Register the class,
 * or an instance with a limiter that the application builds, and closes:
 *
 * <pre>{@code
 * public class Shop extends Application {
 *     public Set<Class<?>> getClasses() {
 *         return Set.of(RateLimitFeature.class, OrdersResource.class);
 *     }
 * }
 * }</pre>
 *
 * <p>A request is decided once, after it was matched and its user authenticated ({@link #PRIORITY}); one that matches no
 * resource is not decided here. What was decided is told in header lines on every response. A Servlet filter in the same
 * application is a stage before this one: no rule decides twice, and what it took is put back when this one denies.
 *
 * <p>The class by itself takes limiter and options of the application's {@code RateLimitFilter} where there is one. Otherwise it
 * builds one from settings (context-params, system properties, environment variables), in which there need be no rule; a
 * Servlet container closes it with the application (see {@link JaxrsInitializer}). CXF tells no context-params before the
 * first request: settings that cannot be used do not fail its deployment, but are logged then, once, and requests pass or
 * are refused as {@link GateOptions#onFault} says.
 */
public class RateLimitFeature implements Feature {

    /** After authentication, so that rules can count by user, and before authorization. */
    public static final int PRIORITY = Priorities.AUTHENTICATION + 500;

    /** Before authentication. */
    public static final int EARLY_PRIORITY = Priorities.AUTHENTICATION - 500;

    /** Behind the application's filters on the way out, and around all that writes; Jersey ignores what is less. */
    static final int OUTERMOST = 1;

    private static final String SERVLET_API = "jakarta.servlet.http.HttpServletRequest";

    private final @Nullable RateLimiter limiter;
    private final Options options;
    private @Context @Nullable Application application;

    /**
     * How a feature works.
     *
     * @param gate null for those that go with the limiter
     * @param priority of the filter
     * @param earlyPriority of the stage before authentication; null for none
     */
    record Options(
            @Nullable GateOptions gate,
            int priority,
            @Nullable Integer earlyPriority) {

        /** Registers what needs no Servlet container. */
        void registerPlain(FeatureContext context, @Nullable RateLimiter given, @Nullable Application application) {
            Deployment deployment = new Deployment(gate, WrittenApplication.type(application), false);
            deployment.read(application);
            Gate used = given == null ? ofSettings(deployment) : deployment.use(given, GateOptions.defaults());
            context.register(deployment)
                    .register(new PlainFilter(deployment, used), priority)
                    .register(new PlainResponseFilter(), OUTERMOST);
        }

        private static Gate ofSettings(Deployment deployment) {
            ClassLoader loader = Objects.requireNonNullElse(
                    Thread.currentThread().getContextClassLoader(), RateLimitFeature.class.getClassLoader());
            Settings settings = Settings.load(Map.of(), Map.of());
            RateLimiter own = RateLimiterBuilder.ofAnnotated(settings, loader).build();
            return deployment.use(own, GateOptions.of(settings));
        }
    }

    /** Asks the limiter of the application's filter, or one of its own. */
    public RateLimitFeature() {
        this.limiter = null;
        this.options = new Options(null, PRIORITY, null);
    }

    /** Asks a limiter that the application built and closes. */
    public RateLimitFeature(RateLimiter limiter) {
        this(limiter, new Options(null, PRIORITY, null));
    }

    private RateLimitFeature(@Nullable RateLimiter limiter, Options options) {
        this.limiter = limiter;
        this.options = options;
    }

    /** The same with other responses, excluded paths and the like. */
    public RateLimitFeature withOptions(GateOptions gate) {
        return with(new Options(gate, options.priority(), options.earlyPriority()));
    }

    /** The same with another priority, for instance behind authorization. */
    public RateLimitFeature withPriority(int priority) {
        return with(new Options(options.gate(), priority, options.earlyPriority()));
    }

    /**
     * The same with a stage before authentication ({@link #EARLY_PRIORITY}), one more round trip: it decides by the rules that
     * need not know the user, such as those keyed by {@code ip}, so that who guesses passwords is refused before a
     * password is looked at. The usual stage then decides by the rest.
     */
    public RateLimitFeature withEarlyStage() {
        return withEarlyStage(EARLY_PRIORITY);
    }

    /** The same at another priority. */
    public RateLimitFeature withEarlyStage(int priority) {
        return with(new Options(options.gate(), options.priority(), priority));
    }

    private RateLimitFeature with(Options other) {
        return new RateLimitFeature(limiter, other);
    }

    @Override
    public boolean configure(FeatureContext context) {
        context.register(new CurrentContext());
        if (servletApi()) {
            context.register(new ServletFeature(limiter, options, application));
        } else {
            options.registerPlain(context, limiter, application);
        }
        return true;
    }

    private static boolean servletApi() {
        try {
            Class.forName(SERVLET_API, false, RateLimitFeature.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
