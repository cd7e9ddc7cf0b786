package dev.ratelimit.jaxrs;

import dev.ratelimit.rule.ResourceRules;
import dev.ratelimit.rule.Rule;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The resource methods of one application as far as they are known, their ids, and the rules that their annotations say.
 * A class is read once, when its first method is met, with the classes of the sub-resources that it declares to return.
 */
final class Resources {

    private final Consumer<ResourceRules> listener;
    private final @Nullable Class<?> application;
    private final boolean addressKnown;
    private final Map<Class<?>, List<Resource>> known = new LinkedHashMap<>();
    private final Map<Class<?>, String> named = new HashMap<>();
    private final Map<Class<?>, Map<Method, Resource>> found = new ConcurrentHashMap<>();
    private Predicate<Class<?>> free = any -> true;
    private boolean idsAreKept;

    /**
     * @param listener is told of all rules whenever they have changed
     * @param application the application's class; null where it is not known
     * @param addressKnown whether the addresses of clients are known here
     */
    Resources(Consumer<ResourceRules> listener, @Nullable Class<?> application, boolean addressKnown) {
        this.listener = listener;
        this.application = says(application) ? application : null;
        this.addressKnown = addressKnown;
    }

    private static boolean says(@Nullable Class<?> application) {
        return application != null
                && Annotations.first(Annotations.lineage(application)).isPresent();
    }

    /**
     * Names and tells everything again, beside what else is called by its simple name.
     *
     * @param free whether a class may be called so here
     */
    synchronized void share(Predicate<Class<?>> free) {
        this.free = free;
        tell();
    }

    /**
     * The resource that a method of a class is. One that nobody annotated, such as an answer to {@code OPTIONS} that an
     * implementation adds, is limited by what its class says, or else the application.
     *
     * @throws IllegalArgumentException naming class, method and member of a faulty annotation
     */
    Resource find(Class<?> type, Method method) {
        Map<Method, Resource> ofType = found.get(type);
        Resource resource = ofType == null ? null : ofType.get(method);
        return resource == null ? look(type, method) : resource;
    }

    /** The same of a method whose annotations are of no use; from now on it has none. */
    synchronized Resource giveUp(Class<?> type, Method method) {
        return keep(Resource.without(type, method, name(type)), method);
    }

    /** From now on classes keep their names: operators know them, and buckets are called so. */
    synchronized void keepIds() {
        idsAreKept = true;
    }

    /** Reads a class if it is that of a root resource. */
    synchronized void readRoot(Class<?> type) {
        boolean root = Annotations.find(Annotations.lineage(type), Path.class).isPresent();
        if (root && !known.containsKey(type)) {
            readAndTell(type);
        }
    }

    private synchronized Resource look(Class<?> type, Method method) {
        List<Resource> methods = Objects.requireNonNullElseGet(known.get(type), () -> readAndTell(type));
        return keep(
                Stream.concat(
                                methods.stream().filter(one -> Annotations.same(one.method(), method)),
                                // CXF tells the bridge of a generic one.
                                methods.stream().filter(one -> Annotations.bridges(method, one.method(), type)))
                        .findFirst()
                        .orElseGet(() -> add(type, method, methods)),
                method);
    }

    private Resource add(Class<?> type, Method method, List<Resource> methods) {
        Resource resource = Resource.of(type, method, application);
        methods.add(resource);
        try {
            tell();
        } catch (IllegalArgumentException e) {
            methods.remove(resource);
            throw e;
        }
        return resource;
    }

    private Resource keep(Resource resource, Method method) {
        found.computeIfAbsent(resource.type(), any -> new ConcurrentHashMap<>()).put(method, resource);
        return resource;
    }

    /** What is faulty is as good as not read, so that it spoils nothing that is read later. */
    private List<Resource> readAndTell(Class<?> type) {
        Set<Class<?>> before = Set.copyOf(known.keySet());
        try {
            List<Resource> methods = read(type);
            tell();
            return methods;
        } catch (IllegalArgumentException e) {
            known.keySet().retainAll(before);
            rename();
            throw e;
        }
    }

    private void tell() {
        rename();
        ResourceRules rules = rules();
        if (!rules.resources().isEmpty()) {
            listener.accept(rules);
        }
    }

    private List<Resource> read(Class<?> type) {
        List<Resource> methods = new ArrayList<>();
        known.put(type, methods);
        ReadClass read = ReadClass.of(type, application);
        methods.addAll(read.methods());
        read.subResources().forEach(this::readSubResource);
        return methods;
    }

    private void readSubResource(Class<?> type) {
        boolean concrete = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
        if (concrete && type != Object.class && type != Class.class && !known.containsKey(type)) {
            read(type);
        }
    }

    /** Full names where classes share a simple one, whichever of them came first. */
    private void rename() {
        named.keySet().removeIf(type -> type != application && !known.containsKey(type));
        known.forEach((type, methods) -> {
            String name = name(type);
            methods.forEach(resource -> resource.rename(name));
        });
    }

    private String name(Class<?> type) {
        String name = idsAreKept ? named.getOrDefault(type, nameOf(type)) : nameOf(type);
        named.put(type, name);
        return name;
    }

    private String nameOf(Class<?> type) {
        boolean shared = Stream.concat(known.keySet().stream(), Stream.ofNullable(application))
                .anyMatch(other -> WrittenClass.sameName(other, type));
        return !shared && free.test(type) ? WrittenClass.simpleName(type) : WrittenClass.fullName(type);
    }

    private ResourceRules rules() {
        Map<String, Rule> rules = new TreeMap<>();
        Map<String, Set<String>> resources = new TreeMap<>();
        Stream.concat(known.keySet().stream(), Stream.ofNullable(application)).forEach(this::requireSense);
        known.values().stream().flatMap(List::stream).forEach(resource -> {
            for (Resource.Limited limited : resource.limits()) {
                AnnotatedRule annotated = new AnnotatedRule(limited.annotation(), limited.place(), addressKnown);
                String usual = usualId(resource, limited.place());
                Rule rule = annotated.rule(usual);
                String id = annotated.id(usual);
                resources.computeIfAbsent(id, any -> new TreeSet<>()).add(resource.id());
                Rule other = rule == null ? null : rules.putIfAbsent(id, rule);
                if (other != null && !other.equals(rule)) {
                    throw new IllegalArgumentException(
                            limited.place()
                                    .says(
                                            "name",
                                            "two different limits have the id \"" + id
                                                    + "\"; accepted are distinct names, and one limit without a name on an element"));
                }
            }
        });
        return new ResourceRules(List.copyOf(rules.values()), resources);
    }

    /** What a class or the application says is not to be nonsense, even where all below it say something else. */
    private void requireSense(Class<?> type) {
        Place place = new Place(type, null);
        Resource.said(place).stream()
                .flatMap(said -> said.limits().stream())
                .forEach(annotation -> new AnnotatedRule(annotation, place, addressKnown).rule(name(type)));
    }

    private String usualId(Resource resource, Place place) {
        return place.method() == null ? name(place.type()) : resource.id();
    }
}
