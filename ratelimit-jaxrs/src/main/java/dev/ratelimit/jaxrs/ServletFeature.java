package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.gate.GateOptions;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Providers;
import org.jspecify.annotations.Nullable;

/** Registers the filters where the Servlet API is there, and a Servlet container perhaps. */
final class ServletFeature implements Feature {

    private final @Nullable RateLimiter limiter;
    private final RateLimitFeature.Options options;
    private final @Nullable Application application;
    private @Context @Nullable ServletContext servletContext;
    private @Context @Nullable Providers providers;

    ServletFeature(@Nullable RateLimiter limiter, RateLimitFeature.Options options, @Nullable Application application) {
        this.application = application;
        this.limiter = limiter;
        this.options = options;
    }

    @Override
    public boolean configure(FeatureContext context) {
        // Who injects one and not the other has no Servlet container. CXF injects neither, and has one.
        if (providers != null && !inContainer(servletContext)) {
            options.registerPlain(context, limiter, application);
            return true;
        }
        Deployment deployment = new Deployment(options.gate(), WrittenApplication.type(application), true);
        if (servletContext != null) {
            Endings.add(deployment, servletContext);
        }
        deployment.read(application);
        if (limiter != null) {
            deployment.use(limiter, GateOptions.defaults());
        } else if (servletContext != null) {
            ServletLimiter found = ServletLimiter.atDeployment(servletContext);
            if (found != null) {
                deployment.use(found.limiter(), found.options());
            }
        }
        context.register(deployment);
        if (options.earlyPriority() != null) {
            context.register(new EarlyFilter(deployment), options.earlyPriority());
        }
        context.register(new ServletFilter(deployment), options.priority());
        context.register(new ServletResponseFilter(), RateLimitFeature.OUTERMOST);
        return true;
    }

    /** RESTEasy injects a stand-in in any case, which stands for nothing where there is no container. */
    private static boolean inContainer(@Nullable ServletContext context) {
        try {
            return context != null && context.getContextPath() != null;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
