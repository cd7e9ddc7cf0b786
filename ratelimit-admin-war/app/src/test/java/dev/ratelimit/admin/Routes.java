package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every route that the build found in the resources. */
final class Routes {

    /** A method, a path without parameters, and the body that the route takes. */
    record Route(String method, String path) {

        String body() {
            return switch (path) {
                case "/ratelimit/check" -> "{\"user_id\":\"crawler\"}";
                case "/ratelimit/check/batch" -> "[{\"user_id\":\"crawler\"}]";
                default -> path.startsWith("/ratelimit/") && !method.equals("GET") ? "{}" : "";
            };
        }

        /** The path with something in its places, and a user where it asks for one beside them. */
        String target() {
            String target = path.replaceAll("\\{[^}]*}", "7");
            return path.matches("/ratelimit/.*(?<!/status|/users|/users/buckets)")
                    ? target
                    : target + "?user_id=crawler";
        }
    }

    private Routes() {}

    static List<Route> all() {
        List<Route> routes = new ArrayList<>();
        document()
                .get("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry(
                        (method, any) -> routes.add(new Route(method.toUpperCase(Locale.ROOT), path))));
        return routes;
    }

    /** All but what is open to everybody. */
    static List<Route> guarded() {
        return all().stream().filter(route -> !route.path().equals("/health")).toList();
    }

    static JsonNode document() {
        try (InputStream in = Routes.class.getResourceAsStream("openapi.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException("openapi.json cannot be read", e);
        }
    }
}
