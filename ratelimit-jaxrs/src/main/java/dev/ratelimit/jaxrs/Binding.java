package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.config.Settings;
import dev.ratelimit.gate.FaultLog;
import dev.ratelimit.gate.Gate;
import dev.ratelimit.rule.KeyPart;
import dev.ratelimit.rule.Rule;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.WriterInterceptor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of each resource method once, at deployment, and gives the method the filters that it needs. */
final class Binding implements DynamicFeature {

    /** Behind those of the application on the way out, and around all that writes. */
    private static final int OUTERMOST = 1;

    private final RateLimitFeature.Options options;
    private final boolean servlet;
    private final Gate gate;
    private final Resources resources;
    private final Settlement settlement;

    /** Without a Servlet container. */
    Binding(@Nullable RateLimiter limiter, RateLimitFeature.Options options) {
        this(limiter == null ? ownLimiter() : limiter, options, null, false);
    }

    /**
     * @param application the application's class; null where it is not known
     * @param servlet whether there is a Servlet container, and so an address of each client
     */
    Binding(RateLimiter limiter, RateLimitFeature.Options options, @Nullable Class<?> application, boolean servlet) {
        this.options = options;
        this.servlet = servlet;
        this.gate = new Gate(limiter, options.gate(), new FaultLog());
        this.settlement = new Settlement(gate);
        this.resources = new Resources(rules -> limiter.annotate(this, rules), application, servlet);
        if (!servlet) {
            limiter.rules().rules().forEach(Binding::requireNoAddress);
        }
    }

    private static RateLimiter ownLimiter() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return RateLimiter.annotatedBuilder(Settings.load(Map.of(), Map.of()), loader)
                .build();
    }

    private static void requireNoAddress(Rule rule) {
        if (rule.active() && rule.key().parts().contains(KeyPart.Fact.IP)) {
            throw new IllegalStateException(
                    "rule " + rule.id() + ", key: ip cannot be counted by: no HttpServletRequest"
                            + " is to be had here, and nothing else tells the address of a client");
        }
    }

    @Override
    public void configure(ResourceInfo info, FeatureContext context) {
        Resource resource = resources.find(info.getResourceClass(), info.getResourceMethod());
        if (resource.exempt()) {
            return;
        }
        Stage usual = new Stage(gate, resource, rule -> true);
        if (!servlet) {
            context.register(new PlainFilter(usual, settlement), priorities());
            return;
        }
        if (options.earlyPriority() != null) {
            context.register(new EarlyFilter(new Stage(gate, resource, Rule::anonymous)), options.earlyPriority());
        }
        context.register(new ServletFilter(usual, settlement), priorities());
    }

    private Map<Class<?>, Integer> priorities() {
        return Map.of(
                ContainerRequestFilter.class,
                options.priority(),
                ContainerResponseFilter.class,
                OUTERMOST,
                WriterInterceptor.class,
                OUTERMOST);
    }
}
