package dev.ratelimit.jaxrs;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds annotations where they are said: on an element, by other annotations, by what it overrides or implements. */
final class Annotations {

    private Annotations() {}

    /** A class, its superclasses, and then all their interfaces. */
    static List<Class<?>> lineage(Class<?> type) {
        List<Class<?>> lineage = new ArrayList<>();
        for (Class<?> up = type; up != null && up != Object.class; up = up.getSuperclass()) {
            lineage.add(up);
        }
        for (Class<?> known : List.copyOf(lineage)) {
            addInterfaces(known, lineage);
        }
        return lineage.stream().distinct().toList();
    }

    private static void addInterfaces(Class<?> type, List<Class<?>> found) {
        for (Class<?> implemented : type.getInterfaces()) {
            found.add(implemented);
            addInterfaces(implemented, found);
        }
    }

    /** A method and those it overrides or implements, in the order of the {@link #lineage}. */
    static List<Method> overridden(Class<?> type, Method method) {
        return lineage(type).stream()
                .flatMap(declaring -> Arrays.stream(declaring.getDeclaredMethods()))
                .filter(candidate -> candidate.getName().equals(method.getName()) && inheritable(candidate))
                .filter(candidate -> isSame(candidate, method, type))
                .toList();
    }

    private static boolean inheritable(Method method) {
        int modifiers = method.getModifiers();
        return !method.isBridge() && !Modifier.isPrivate(modifiers) && !Modifier.isStatic(modifiers);
    }

    /** Of a generic method above, the compiler has left a bridge to the one below; an overload has none. */
    private static boolean isSame(Method above, Method below, Class<?> type) {
        return sameParameters(above, below)
                || (above.getDeclaringClass() != below.getDeclaringClass()
                        && generic(above, below)
                        && declared(type, above).anyMatch(Method::isBridge));
    }

    /** The methods of this name and these parameters that a class and what it comes from declare. */
    private static Stream<Method> declared(Class<?> type, Method method) {
        return lineage(type).stream()
                .flatMap(declaring -> Arrays.stream(declaring.getDeclaredMethods()))
                .filter(candidate -> same(candidate, method));
    }

    /**
     * The public methods of a class. A bridge is one of them where it stands for none of the others: such the compiler leaves
     * of a method that a superclass declares which is not public itself.
     */
    static List<Method> methods(Class<?> type) {
        List<Method> all = Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .toList();
        return all.stream()
                .filter(method -> all.stream().noneMatch(real -> bridges(method, real, type)))
                .toList();
    }

    /** Whether a method of a class is a bridge to another one. */
    static boolean bridges(Method bridge, Method real, Class<?> type) {
        return bridge.isBridge()
                && !real.isBridge()
                && bridge.getName().equals(real.getName())
                && (sameParameters(bridge, real)
                        || declared(type, bridge).anyMatch(above -> !above.isBridge() && generic(above, real)));
    }

    /** Whether two methods have one name and the same parameters. */
    static boolean same(Method one, Method other) {
        return one.getName().equals(other.getName()) && sameParameters(one, other);
    }

    private static boolean sameParameters(Method one, Method other) {
        return Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    /** Whether parameters that are generic above are all that is more special below. */
    private static boolean generic(Method above, Method below) {
        Class<?>[] wide = above.getParameterTypes();
        Class<?>[] narrow = below.getParameterTypes();
        Type[] written = above.getGenericParameterTypes();
        if (wide.length != narrow.length) {
            return false;
        }
        for (int i = 0; i < wide.length; i++) {
            boolean variable = written[i] instanceof TypeVariable || written[i] instanceof GenericArrayType;
            if (wide[i] != narrow[i] && !(variable && wide[i].isAssignableFrom(narrow[i]))) {
                return false;
            }
        }
        return true;
    }

    /** What the first of these elements says that says anything about limits. */
    static Optional<Said> first(List<? extends AnnotatedElement> elements) {
        return elements.stream().map(Annotations::said).filter(Said::something).findFirst();
    }

    /**
     * What an element says about limits.
     *
     * @param none whether it opts out
     */
    record Said(List<RateLimited> limits, boolean none) {
        boolean something() {
            return none || !limits.isEmpty();
        }
    }

    private static Said said(AnnotatedElement element) {
        List<RateLimited> limits = new ArrayList<>();
        boolean none = false;
        for (Annotation annotation : all(element)) {
            if (annotation instanceof RateLimited limit) {
                limits.add(limit);
            } else if (annotation instanceof RateLimits several) {
                limits.addAll(List.of(several.value()));
            }
            none |= annotation instanceof NotRateLimited;
        }
        return new Said(limits, none);
    }

    /** The first of these elements that has an annotation. */
    static <A extends Annotation> Optional<A> find(List<? extends AnnotatedElement> elements, Class<A> type) {
        return elements.stream()
                .map(element -> element.getAnnotation(type))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Whether one of these elements has an annotation that is so, or that has one itself. */
    static boolean any(List<? extends AnnotatedElement> elements, Predicate<Annotation> test) {
        return elements.stream().flatMap(element -> all(element).stream()).anyMatch(test);
    }

    /** The annotations of an element, and those of their types. */
    private static List<Annotation> all(AnnotatedElement element) {
        List<Annotation> found = new ArrayList<>();
        collect(element, found, new HashSet<>());
        return found;
    }

    private static void collect(AnnotatedElement element, List<Annotation> found, Set<Class<?>> seen) {
        Stream.of(element.getDeclaredAnnotations()).forEach(annotation -> {
            found.add(annotation);
            Class<?> type = annotation.annotationType();
            if (!type.getName().startsWith("java.") && seen.add(type)) {
                collect(type, found, seen);
            }
        });
    }
}
