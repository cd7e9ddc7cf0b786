package dev.ratelimit.jaxrs;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        Optional<Annotations.Said> said = said(place);
        if (said.isEmpty()) {
            place = new Place(type, null);
            said = said(place);
        }
        if (said.isEmpty() && application != null) {
            place = new Place(application, null);
            said = said(place);
        }
        return new Resource(type, method, place, said.orElse(new Annotations.Said(List.of(), false)));
    }

    /**
     * What is said at a place, or where that comes from.
     *
     * @throws IllegalArgumentException when it contradicts or repeats itself
     */
    static Optional<Annotations.Said> said(Place place) {
        Method method = place.method();
        Optional<Annotations.Said> said = Annotations.first(
                method == null ? Annotations.lineage(place.type()) : Annotations.overridden(place.type(), method));
        said.ifPresent(found -> requireSense(place, found));
        return said;
    }

    private static void requireSense(Place place, Annotations.Said said) {
        if (said.none() && !said.limits().isEmpty()) {
            throw new IllegalArgumentException(
                    place + ": @NotRateLimited beside @RateLimited; accepted is one of them on one element");
        }
        Set<RateLimited> unnamed = new HashSet<>();
        for (RateLimited limit : said.limits()) {
            if (!named(limit) && !unnamed.add(limit)) {
                throw new IllegalArgumentException(place.says(
                        "name",
                        "is missing on two limits that are the same in everything; accepted are distinct names, and one"
                                + " limit without a name on an element"));
            }
        }
    }

    private static boolean named(RateLimited limit) {
        return !limit.name().isEmpty() || !limit.rule().isEmpty();
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

    /** The limits, and on what those are said that are called by it: what must not differ under one id. */
    List<List<Object>> meaning() {
        return limits.stream()
                .map(limited -> named(limited.annotation())
                        ? List.<Object>of(limited.annotation())
                        : List.<Object>of(limited.annotation(), limited.place().method() == null))
                .toList();
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
