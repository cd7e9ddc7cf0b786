package dev.ratelimit.jaxrs;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Servlet container finds by itself in this library: when an application ends it closes the limiter that a
 * {@link RateLimitFeature} built, or takes the annotations out of one that stays; and it settles requests whose end JAX-RS
 * tells nobody.
 */
public final class JaxrsInitializer implements ServletContainerInitializer {

    /** For the container. */
    public JaxrsInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> types, ServletContext context) {
        context.addListener(new Endings());
    }
}
