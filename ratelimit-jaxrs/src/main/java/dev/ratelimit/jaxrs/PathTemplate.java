package dev.ratelimit.jaxrs;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The path of a resource as annotations write it, such as <code>/orders/{id}/items/{item}</code>, so that ids in it do not
 * split buckets. Put together from the {@code @Path} of the root resource's class, those of the locators on the way, which
 * the request's path tells apart, and that of the method.
 */
final class PathTemplate {

    // What a class says is looked up once, and goes with the class.
    private static final ClassValue<Said> SAID = new ClassValue<>() {
        @Override
        protected Said computeValue(Class<?> type) {
            return Said.of(type);
        }
    };

    /**
     * What a class says of paths, as segments.
     *
     * @param locators of its locators, those with most literals first
     */
    private record Said(List<String> own, List<List<String>> locators) {

        static Said of(Class<?> type) {
            List<String> own = segments(Annotations.find(Annotations.lineage(type), Path.class)
                    .map(Path::value)
                    .orElse(""));
            Comparator<List<String>> best = Comparator.comparing(PathTemplate::literals)
                    .thenComparing(segments -> String.join("/", segments))
                    .reversed();
            List<List<String>> locators = Arrays.stream(type.getMethods())
                    .flatMap(method -> locatorPath(type, method))
                    .map(PathTemplate::segments)
                    .sorted(best)
                    .toList();
            return new Said(own, locators);
        }
    }

    private final List<String> asked;
    private final List<String> template = new ArrayList<>();

    private PathTemplate(String path) {
        this.asked = segments(path);
    }

    /**
     * The template of a request's path.
     *
     * @param path below the application's path
     * @param classes the resource classes on the way, the root resource's first
     * @return null when a locator on the way cannot be told
     */
    static @Nullable String of(String path, List<Class<?>> classes, @Nullable String methodPath) {
        PathTemplate found = new PathTemplate(path);
        found.template.addAll(SAID.get(classes.get(0)).own());
        for (int i = 0; i + 1 < classes.size(); i++) {
            Optional<List<String>> locator = found.locator(classes.get(i));
            if (locator.isEmpty()) {
                return null;
            }
            found.template.addAll(locator.get());
        }
        found.template.addAll(segments(methodPath == null ? "" : methodPath));
        return "/" + String.join("/", found.template);
    }

    /** The locator of a class whose path fits what is asked at this place best. */
    private Optional<List<String>> locator(Class<?> type) {
        return SAID.get(type).locators().stream().filter(this::fits).findFirst();
    }

    private static Stream<String> locatorPath(Class<?> type, Method method) {
        List<Method> chain = Annotations.overridden(type, method);
        return Annotations.any(chain, HttpMethod.class::isInstance)
                ? Stream.empty()
                : Annotations.find(chain, Path.class).map(Path::value).stream();
    }

    private boolean fits(List<String> segments) {
        int at = template.size();
        if (at + segments.size() > asked.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).contains("{") && !segments.get(i).equals(asked.get(at + i))) {
                return false;
            }
        }
        return true;
    }

    private static long literals(List<String> segments) {
        return segments.stream().filter(segment -> !segment.contains("{")).count();
    }

    /** The segments of a path, without the regular expressions of its variables, which may have slashes in them. */
    static List<String> segments(String path) {
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        boolean expression = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            expression = depth > 0 && (expression || c == ':');
            if (!expression && !(depth > 0 && Character.isWhitespace(c))) {
                plain.append(c);
            }
        }
        return Arrays.stream(plain.toString().split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
