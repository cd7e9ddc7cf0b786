package dev.ratelimit.http;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets scripts of other origins read our headers. */
public final class ExposeHeaders {

    /** The name of the header. */
    public static final String NAME = "Access-Control-Expose-Headers";

    private ExposeHeaders() {}

    /**
     * The {@code Access-Control-Expose-Headers} line for a request with an {@code Origin}; to be added beside those of
     * the application, as several lines are one list. It grants nothing where CORS does not already let the response be
     * read.
     *
     * @param present the values of that header on the response; what they list is not listed again
     */
    public static Optional<Header> forRequest(
            RequestView request, ResponseHeaders headers, Collection<String> present) {
        if (request.header("Origin") == null) {
            return Optional.empty();
        }
        Set<String> listed = present.stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        String missing = headers.names().stream()
                .filter(name -> !listed.contains(name.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? Optional.empty() : Optional.of(new Header(NAME, missing));
    }
}
