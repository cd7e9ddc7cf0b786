package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.filter.Completion;
import dev.ratelimit.http.Header;
import dev.ratelimit.http.RequestView;
import dev.ratelimit.limit.Verdict;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reaches requests and responses: through the Servlet API where there is one, else by JAX-RS alone. */
interface Exchange {

    RequestView view(ContainerRequestContext request, Resource resource);

    /** What an earlier stage, here or in a Servlet filter, has decided; null for none. */
    @Nullable
    RateLimitContext context(ContainerRequestContext request);

    void keep(ContainerRequestContext request, RateLimitContext context, Verdict verdict);

    /** Puts header lines on the response, in place of those of an earlier stage. */
    void tell(ContainerRequestContext request, List<Header> lines, Exposure exposure);

    /** Puts them there where it could not be done before. */
    void respond(ContainerRequestContext request, ContainerResponseContext response);

    /** Whether the response is under way already, as that of an exception that nobody mapped may be. */
    boolean committed();

    /**
     * The status of a response.
     *
     * @param answered as JAX-RS has it; a resource may have sent another one itself
     */
    int status(int answered);

    /** Before a request is refused whose body nobody reads. */
    void leaveBody();

    /** Has something done when asynchronous work ends; false where there is none. */
    boolean whenComplete(Completion.Listener settlement);
}
