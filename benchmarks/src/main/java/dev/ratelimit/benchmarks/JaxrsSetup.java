package dev.ratelimit.benchmarks;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.RateLimiterBuilder;
import dev.ratelimit.jaxrs.RateLimitFeature;
import dev.ratelimit.jaxrs.RateLimited;
import dev.ratelimit.limit.Limit;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import org.glassfish.jersey.server.ResourceConfig;

/** What limits the requests of an application; the limits are never reached. */
public enum JaxrsSetup {
    /** None. */
    NOTHING(false, false),
    /** The annotation of the resource. */
    FEATURE(true, false),
    /** A rule by user. */
    FILTER(false, true),
    /** That rule in the filter, then the annotation. */
    BOTH(true, true);

    private static final long NEVER_REACHED = 1_000_000_000;

    private final boolean feature;
    private final boolean filter;

    JaxrsSetup(boolean feature, boolean filter) {
        this.feature = feature;
        this.filter = filter;
    }

    boolean filter() {
        return filter;
    }

    /** How many limits a request meets. */
    int limits() {
        return (feature ? 1 : 0) + (filter ? 1 : 0);
    }

    RateLimiter limiter() {
        RateLimiterBuilder builder = RateLimiter.builder().rulesFollow();
        return (filter ? builder.defaultLimit(Limit.of(NEVER_REACHED, Duration.ofSeconds(1))) : builder).build();
    }

    ResourceConfig application(RateLimiter limiter) {
        ResourceConfig application = new ResourceConfig(OrdersResource.class);
        return feature ? application.register(new RateLimitFeature(limiter)) : application;
    }

    /** What is asked. */
    @Path("/orders")
    public static class OrdersResource {

        /** Finds one. */
        @GET
        @Path("/{id}")
        @RateLimited("1000000000/s")
        public String find(@PathParam("id") String id) {
            return id;
        }
    }
}
