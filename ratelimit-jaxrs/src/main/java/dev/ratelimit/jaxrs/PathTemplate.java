package dev.ratelimit.jaxrs;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
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
        found.add(Annotations.find(Annotations.lineage(classes.get(0)), Path.class)
                .map(Path::value)
                .orElse(""));
        for (int i = 0; i + 1 < classes.size(); i++) {
            Optional<List<String>> locator = found.locator(classes.get(i));
            if (locator.isEmpty()) {
                return null;
            }
            found.template.addAll(locator.get());
        }
        found.add(methodPath == null ? "" : methodPath);
        return "/" + String.join("/", found.template);
    }

    private void add(String path) {
        template.addAll(segments(path));
    }

    /** The locator of a class whose path fits what is asked at this place best. */
    private Optional<List<String>> locator(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .flatMap(method -> locatorPath(type, method))
                .map(PathTemplate::segments)
                .filter(this::fits)
                .max((a, b) -> Long.compare(literals(a), literals(b)));
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
