package dev.ratelimit.jaxrs;

import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The application of a test: servers want a class name where a test has an instance. */
public final class HeldApplication extends Application {

    private static volatile Application held;

    private final Application application = held;

    /** The next application to be started. */
    static void hold(Application application) {
        held = application;
    }

    @Override
    public Set<Class<?>> getClasses() {
        return application.getClasses();
    }

    @SuppressWarnings("deprecation")
    @Override
    public Set<Object> getSingletons() {
        return application.getSingletons();
    }

    @Override
    public Map<String, Object> getProperties() {
        return application.getProperties();
    }
}
