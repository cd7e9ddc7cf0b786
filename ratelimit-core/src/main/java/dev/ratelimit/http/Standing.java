package dev.ratelimit.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may be told of his own limits.
 *
 * @param user the id by which the caller is counted, of an API key nothing but a hash; null for a caller who is no user
 * @param list {@code deny} or {@code allow} where an entry of that list decides about the caller, whatever the limits say;
 *     null where none does
 * @param limits what is left under each limit that applies, in the order of the rules
 */
public record Standing(@Nullable String user, @Nullable String list, List<Allowance> limits) {

    /** Jackson's own pool hangs buffers on the server's threads, which then keep an undeployed application's classes. */
    private static final ObjectWriter WRITER = new ObjectMapper(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.newBoundedPool(64))
                    .build())
            .writerFor(Standing.class);

    /** Keeps a copy of the limits. */
    public Standing {
        limits = List.copyOf(limits);
    }

    /** As JSON. */
    public String json() {
        try {
            return WRITER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("texts and numbers are always JSON", e);
        }
    }
}
