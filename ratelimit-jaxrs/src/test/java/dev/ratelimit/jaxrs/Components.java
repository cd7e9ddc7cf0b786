package dev.ratelimit.jaxrs;

import jakarta.ws.rs.core.Application;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** An application of the components listed, each a class or an instance. */
final class Components extends Application {

    private final Set<Class<?>> classes = new LinkedHashSet<>();
    private final Set<Object> singletons = new LinkedHashSet<>();
    // Only Jersey knows this one; else it warns that it cannot describe itself in XML.
    private final Map<String, Object> properties = new HashMap<>(Map.of("jersey.config.server.wadl.disableWadl", true));

    Components(Object... components) {
        for (Object component : components) {
            if (component instanceof Class<?> type) {
                classes.add(type);
            } else {
                singletons.add(component);
            }
        }
    }

    /** The same with a property that one implementation knows. */
    Components with(String property, Object value) {
        properties.put(property, value);
        return this;
    }

    @Override
    public Set<Class<?>> getClasses() {
        return classes;
    }

    @SuppressWarnings("deprecation")
    @Override
    public Set<Object> getSingletons() {
        return singletons;
    }

    @Override
    public Map<String, Object> getProperties() {
        return properties;
    }
}
