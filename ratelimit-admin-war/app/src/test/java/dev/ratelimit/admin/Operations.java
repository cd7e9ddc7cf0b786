package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of a description, found by the requests that they are for. */
final class Operations {

    private static final Pattern PLACE = Pattern.compile("\\{([^}]+)}");

    private static final String MANY = ".+";

    private record Operation(String method, Pattern path, int letters, JsonNode told) {}

    private final List<Operation> all = new ArrayList<>();

    Operations(JsonNode document) {
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, told) -> all.add(new Operation(
                        method,
                        pattern(path, told),
                        PLACE.matcher(path).replaceAll("").length(),
                        told))));
        // As JAX-RS does: the more of a path is written out, the better it fits.
        all.sort(Comparator.comparingInt(Operation::letters).reversed());
    }

    Optional<JsonNode> find(HttpRequest request) {
        String method =
                request.method().equals("HEAD") ? "get" : request.method().toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(one -> one.method().equals(method)
                        && one.path().matcher(request.uri().getRawPath()).matches())
                .map(Operation::told)
                .findFirst();
    }

    private static Pattern pattern(String path, JsonNode told) {
        StringBuilder pattern = new StringBuilder("\\Q");
        Matcher place = PLACE.matcher(path);
        while (place.find()) {
            place.appendReplacement(
                    pattern, Matcher.quoteReplacement("\\E" + ofParameter(told, place.group(1)) + "\\Q"));
        }
        return Pattern.compile(place.appendTail(pattern).append("\\E").toString());
    }

    /** A place holds one step of a path, usable or not, unless its parameter says that it may hold more. */
    private static String ofParameter(JsonNode told, String name) {
        for (JsonNode parameter : told.path("parameters")) {
            if (parameter.path("in").asText().equals("path")
                    && parameter.path("name").asText().equals(name)) {
                return parameter.at("/schema/pattern").asText().equals(MANY) ? MANY : "[^/]+";
            }
        }
        throw new AssertionError("nothing tells of {" + name + "}: " + told);
    }
}
