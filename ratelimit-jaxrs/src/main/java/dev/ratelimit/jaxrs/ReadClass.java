package dev.ratelimit.jaxrs;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is found in a class. A limit is refused wherever it could limit nothing.
 *
 * @param methods its resource methods
 * @param subResources the classes that its locators declare to return
 */
record ReadClass(List<Resource> methods, List<Class<?>> subResources) {

    /**
     * Reads a class.
     *
     * @param application the application's class; null where it says nothing
     * @throws IllegalArgumentException naming class and method of an annotation in a wrong place
     */
    static ReadClass of(Class<?> type, @Nullable Class<?> application) {
        ReadClass read = new ReadClass(new ArrayList<>(), new ArrayList<>());
        Set<Method> reached = new HashSet<>();
        for (Method method : Annotations.methods(type)) {
            List<Method> chain = Annotations.overridden(type, method);
            reached.addAll(chain);
            if (Annotations.any(chain, HttpMethod.class::isInstance)) {
                read.methods.add(Resource.of(type, method, application));
            } else {
                requireSilence(new Place(type, method), chain);
                if (Annotations.find(chain, Path.class).isPresent()) {
                    read.subResources.add(method.getReturnType());
                }
            }
        }
        requireReach(type, reached);
        read.requireMethods(type);
        read.requireOneMeaning();
        return read;
    }

    private static void requireSilence(Place place, List<Method> chain) {
        if (Annotations.first(chain).isPresent()) {
            throw new IllegalArgumentException(place
                    + ": a limit where no request ends, as the method has none of HTTP's; accepted are resource methods,"
                    + " so limit those of the sub-resource's class");
        }
    }

    private static void requireReach(Class<?> type, Set<Method> reached) {
        for (Class<?> written : Annotations.lineage(WrittenClass.of(type))) {
            for (Method method : written.getDeclaredMethods()) {
                String why = unreachable(method);
                if (why != null
                        && !reached.contains(method)
                        && Annotations.first(List.of(method)).isPresent()) {
                    throw new IllegalArgumentException(new Place(written, method)
                            + ": a limit where no request comes, as the method is " + why
                            + "; accepted are public resource methods of an instance");
                }
            }
        }
    }

    /** Why no request comes to a method, unless a public one overrides it. */
    private static @Nullable String unreachable(Method method) {
        if (method.isSynthetic()) {
            return null; // Nobody wrote it.
        }
        if (Modifier.isStatic(method.getModifiers())) {
            return "static";
        }
        return Modifier.isPublic(method.getModifiers()) ? null : "not public";
    }

    /** What a class says for all below it, that have methods perhaps, is no fault of one that has none. */
    private void requireMethods(Class<?> type) {
        if (!methods.isEmpty() || subResources.isEmpty()) {
            return;
        }
        Class<?> written = WrittenClass.of(type);
        List<Class<?>> own = Annotations.lineage(type).stream()
                .filter(said -> said == written || said.isAnnotationPresent(Path.class))
                .toList();
        boolean limited =
                Annotations.first(own).filter(said -> !said.limits().isEmpty()).isPresent();
        if (limited) {
            throw new IllegalArgumentException(new Place(type, null)
                    + ": a limit where no request ends, as the class has no resource methods but only locators;"
                    + " accepted are classes with resource methods, so limit that of the sub-resource");
        }
    }

    /** Methods of one name have one id. */
    private void requireOneMeaning() {
        Map<String, Resource> first = new HashMap<>();
        for (Resource resource : methods) {
            Resource other = first.putIfAbsent(resource.method().getName(), resource);
            if (other != null && !other.meaning().equals(resource.meaning())) {
                throw new IllegalArgumentException(
                        new Place(resource.type(), resource.method())
                                + ": two resource methods have this name and different limits, or only one of them a limit of its"
                                + " own; accepted are different names, since the name is the id under which a limit can be changed");
            }
        }
    }
}
