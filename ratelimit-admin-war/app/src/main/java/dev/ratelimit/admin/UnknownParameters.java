package dev.ratelimit.admin;

import dev.ratelimit.rule.Nearest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A parameter that nobody reads is refused, and one that is there twice, in the JSON family: {@code dryrun=true} would change what was to be tried. */
final class UnknownParameters {

    private static final String FAMILY = "ratelimit/";

    private UnknownParameters() {}

    /** @param found what the request means */
    static void refuse(UriInfo uri, ResourceInfo found) {
        MultivaluedMap<String, String> given = uri.getQueryParameters();
        if (given.isEmpty() || !isOfFamily(found.getResourceClass()) || takesAny(found.getResourceMethod())) {
            return;
        }
        List<String> known = known(found.getResourceMethod());
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw Problem.badRequest("there is no parameter \"" + name + "\"" + Nearest.hint(name, known)
                        + "; accepted are " + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
            if (values.size() > 1) {
                throw Problem.badRequest(
                        "parameter \"" + name + "\" is there " + values.size() + " times; accepted is one");
            }
        });
    }

    private static boolean isOfFamily(@Nullable Class<?> type) {
        Path path = type == null ? null : type.getAnnotation(Path.class);
        return path != null && path.value().startsWith(FAMILY);
    }

    /** Callers may be told apart by any parameter, as settings say. */
    private static boolean takesAny(Method method) {
        return List.of(method.getParameterTypes()).contains(HttpServletRequest.class);
    }

    private static List<String> known(Method method) {
        return Arrays.stream(method.getParameters())
                .map((Parameter parameter) -> parameter.getAnnotation(QueryParam.class))
                .flatMap(Stream::ofNullable)
                .map(QueryParam::value)
                .sorted()
                .toList();
    }
}
