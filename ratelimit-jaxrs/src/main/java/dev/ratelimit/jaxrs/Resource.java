package dev.ratelimit.jaxrs;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A resource method with what annotations say about it. Its id becomes longer when another class of that name is seen. */
final class Resource {

    private final Class<?> type;
    private final Method method;
    private final List<Limited> limits;
    private final boolean exempt;
    private final @Nullable String path;
    private volatile String id = "";

    /**
     * An annotation that holds for the method.
     *
     * @param place where it holds: the method, its class, or the application
     */
    record Limited(RateLimited annotation, Place place) {}

    private Resource(Class<?> type, Method method, Place place, Annotations.Said said) {
        this.type = type;
        this.method = method;
        this.limits = said.limits().stream()
                .map(annotation -> new Limited(annotation, place))
                .toList();
        this.exempt = said.none();
        this.path = Annotations.find(Annotations.overridden(type, method), Path.class)
                .map(Path::value)
                .orElse(null);
    }

    /** The method of a class, in an application whose class may say something, too. */
    static Resource of(Class<?> type, Method method, @Nullable Class<?> application) {
        Place place = new Place(type, method);
        Optional<Annotations.Said> said = Annotations.first(Annotations.overridden(type, method));
        if (said.isEmpty()) {
            place = new Place(type, null);
            said = Annotations.first(Annotations.lineage(type));
        }
        if (said.isEmpty() && application != null) {
            place = new Place(application, null);
            said = Annotations.first(Annotations.lineage(application));
        }
        Annotations.Said found = said.orElse(new Annotations.Said(List.of(), false));
        if (found.none() && !found.limits().isEmpty()) {
            throw new IllegalArgumentException(
                    place + ": @NotRateLimited beside @RateLimited; accepted is one of them on one element");
        }
        return new Resource(type, method, place, found);
    }

    /**
     * A method that says nothing.
     *
     * @param name of its class in ids
     */
    static Resource without(Class<?> type, Method method, String name) {
        Resource resource = new Resource(type, method, new Place(type, method), new Annotations.Said(List.of(), false));
        resource.rename(name);
        return resource;
    }

    Class<?> type() {
        return type;
    }

    Method method() {
        return method;
    }

    List<Limited> limits() {
        return limits;
    }

    /** Whether it opts out of all limits. */
    boolean exempt() {
        return exempt;
    }

    /** The value of its own {@code @Path}; null for none. */
    @Nullable
    String path() {
        return path;
    }

    /** Such as {@code OrdersResource.create}. */
    String id() {
        return id;
    }

    void rename(String type) {
        id = type + "." + WrittenClass.dotted(method.getName());
    }
}
