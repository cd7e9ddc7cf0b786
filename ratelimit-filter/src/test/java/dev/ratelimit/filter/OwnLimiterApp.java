package dev.ratelimit.filter;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.KeyResolver;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.RedisSettings;
import dev.ratelimit.rule.Rule;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** An application that builds its limiter itself and adds the filter in code. */
public final class OwnLimiterApp implements ServletContextListener {

    private RateLimiter limiter;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        limiter = RateLimiter.builder()
                .redis(context.getInitParameter("redis"))
                // A busy machine must not look like a lost Redis: the point is what Redis leaves on the server's
                // threads.
                .redisSettings(new RedisSettings("ratelimit", Duration.ofSeconds(5), 512))
                .identification(Identification.defaults().withResolver(KeyResolver.parse("header:X-Api-Key,ip")))
                .rules(List.of(Rule.ofDefault(Limit.parse("5/1d"), FailurePolicy.DENY)))
                .build();
        FilterRegistration.Dynamic filter = context.addFilter("ratelimit", new RateLimitFilter(limiter));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        limiter.close();
    }
}
