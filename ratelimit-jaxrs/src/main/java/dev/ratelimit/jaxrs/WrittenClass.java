package dev.ratelimit.jaxrs;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Names in ids: those of classes as somebody wrote them, of which frameworks and the JDK may have made others. */
final class WrittenClass {

    private WrittenClass() {}

    /** The nearest class that was written: a superclass, or else the interface of the resource. */
    static Class<?> of(Class<?> type) {
        Class<?> written = type;
        while (made(written)) {
            written = above(written);
        }
        return written;
    }

    private static boolean made(Class<?> type) {
        boolean named = !type.isAnonymousClass()
                && !type.isSynthetic()
                && !type.getName().contains("$$");
        return (!named || Proxy.isProxyClass(type)) && above(type) != type;
    }

    private static Class<?> above(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        if (parent != null && parent != Object.class && parent != Proxy.class) {
            return parent;
        }
        List<Class<?>> interfaces = List.of(type.getInterfaces());
        Stream<Class<?>> resources = interfaces.stream().filter(WrittenClass::ofResource);
        return Stream.concat(resources, interfaces.stream()).findFirst().orElse(type);
    }

    private static boolean ofResource(Class<?> type) {
        return type.isAnnotationPresent(Path.class)
                || Arrays.stream(type.getMethods())
                        .anyMatch(method -> Annotations.any(List.of(method), HttpMethod.class::isInstance));
    }

    /** Whether two classes that somebody wrote have one simple name. */
    static boolean sameName(Class<?> one, Class<?> other) {
        return of(one) != of(other) && simpleName(one).equals(simpleName(other));
    }

    static String simpleName(Class<?> type) {
        return dotted(of(type).getSimpleName());
    }

    static String fullName(Class<?> type) {
        return dotted(of(type).getName());
    }

    /** In ids a {@code $} is not allowed. */
    static String dotted(String name) {
        return name.replace('$', '.');
    }
}
