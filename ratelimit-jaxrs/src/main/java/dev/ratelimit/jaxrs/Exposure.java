package dev.ratelimit.jaxrs;

import dev.ratelimit.http.Header;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/** The line that lets scripts of other origins read our headers, given the values it has already. */
@FunctionalInterface
interface Exposure {

    Optional<Header> line(Supplier<Collection<String>> present);
}
