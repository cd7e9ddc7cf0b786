package dev.ratelimit.admin;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.RateLimiterBuilder;
import dev.ratelimit.config.Settings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the service with the application and stops it with it. An application that mounts this one beside itself may set
 * the context attribute {@link #LIMITER}: then the users and buckets of that limiter are administered, under its rules and a
 * rule {@code default}, and it is not closed here.
 */
public final class AdminListener implements ServletContextListener {

    /** The context attribute with a {@link RateLimiter} of somebody else's. */
    public static final String LIMITER = "dev.ratelimit.admin.limiter";

    /** The context attribute with the header lines of every response, for a server that answers beside the application. */
    public static final String HEADERS = "dev.ratelimit.admin.headers";

    static final String SERVICE = "dev.ratelimit.admin.service";

    static final String EXPOSITION = "dev.ratelimit.admin.exposition";

    private static final Logger LOG = LoggerFactory.getLogger(AdminListener.class);

    private @Nullable RateLimiter own;
    private @Nullable Sweeper sweeper;
    private @Nullable Exposition exposition;

    /**
     * Reads the settings and opens the store. Redis need not be there.
     *
     * @throws dev.ratelimit.config.SettingsException listing every setting that cannot be used
     * @throws dev.ratelimit.rule.RulesException listing every fault of the rules file
     */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Settings settings = Settings.load(Map.of(), contextParams(context));
        RateLimiter limiter = limiter(context, settings);
        sweeper = new Sweeper(limiter);
        exposition = new Exposition(limiter.observations().measured());
        context.setAttribute(EXPOSITION, exposition);
        context.setAttribute(SERVICE, new Service(limiter, settings));
        context.setAttribute(HEADERS, SecurityHeaders.ALL);
        context.setAttribute(Guard.ACCESS, AccessControl.of(settings));
    }

    private RateLimiter limiter(ServletContext context, Settings settings) {
        if (context.getAttribute(LIMITER) instanceof RateLimiter given) {
            return given.withDefaultLimit(settings.serviceLimit());
        }
        RateLimiter limiter = RateLimiterBuilder.ofService(settings, getClass().getClassLoader())
                .build();
        own = limiter;
        warnOfMemory(settings);
        return limiter;
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (sweeper != null) {
            sweeper.close();
        }
        if (exposition != null) {
            exposition.close();
        }
        if (own != null) {
            own.close();
        }
    }

    /** The service of an application that has started. */
    static Service service(ServletContext context) {
        return (Service) context.getAttribute(SERVICE);
    }

    private static void warnOfMemory(Settings settings) {
        if (settings.redisAddr().isEmpty()) {
            LOG.warn("No Redis is configured (redisAddr): this JVM counts alone. Users, their limits and all counts are"
                    + " lost when it stops, and no other node sees them");
        }
    }

    private static Map<String, String> contextParams(ServletContext context) {
        Map<String, String> params = new TreeMap<>();
        context.getInitParameterNames()
                .asIterator()
                .forEachRemaining(name -> params.put(name, context.getInitParameter(name)));
        return params;
    }
}
