package dev.ratelimit.filter;

import dev.ratelimit.http.ResponseHeaders;
import dev.ratelimit.http.ResponseOptions;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.rule.PathGlob;
import java.util.List;

/**
 * What the filter does with requests and responses, for {@link RateLimitFilter#RateLimitFilter(dev.ratelimit.RateLimiter,
 * FilterOptions)}. Immutable: {@code FilterOptions.defaults().withExclude("/health", "/static/**")}.
 *
 * @param exclude paths below the context that pass uncounted; none by default
 * @param countPreflights whether CORS preflights are counted like other requests; false by default
 * @param response status and text of refusals
 * @param headers the header lines of all responses; by default the standard ones
 * @param responder answers denied requests; by default as {@link dev.ratelimit.http.Refusals} says
 * @param onFault what becomes of a request when the limiter itself throws, for instance in an application's own part of
 *     it: {@code DENY} answers 503; {@code ALLOW} and {@code LOCAL}, the default, let it pass uncounted. In {@code
 *     web.xml} this is {@code onStoreFailure}. For a lost Redis each rule has a policy of its own
 */
public record FilterOptions(
        List<PathGlob> exclude,
        boolean countPreflights,
        ResponseOptions response,
        ResponseHeaders headers,
        RateLimitResponder responder,
        FailurePolicy onFault) {

    /** Keeps a copy of the paths. */
    public FilterOptions {
        exclude = List.copyOf(exclude);
    }

    /** The defaults named above. */
    public static FilterOptions defaults() {
        ResponseOptions response = ResponseOptions.defaults();
        return new FilterOptions(
                List.of(),
                false,
                response,
                ResponseHeaders.standard(response),
                new StandardResponder(),
                FailurePolicy.LOCAL);
    }

    /**
     * The same with other paths that pass uncounted.
     *
     * @param globs such as {@code /health}, {@code /static/**} or {@code /*.css}
     * @throws IllegalArgumentException naming one that is no such pattern
     */
    public FilterOptions withExclude(String... globs) {
        return withExclude(List.of(globs).stream().map(PathGlob::parse).toList());
    }

    /** The same with other paths that pass uncounted. */
    public FilterOptions withExclude(List<PathGlob> globs) {
        return new FilterOptions(globs, countPreflights, response, headers, responder, onFault);
    }

    /** The same, counting CORS preflights like other requests. */
    public FilterOptions withPreflightsCounted() {
        return new FilterOptions(exclude, true, response, headers, responder, onFault);
    }

    /** The same with other responses, and with the standard header lines as these options show them. */
    public FilterOptions withResponse(ResponseOptions response) {
        ResponseHeaders standard = ResponseHeaders.standard(response);
        return new FilterOptions(exclude, countPreflights, response, standard, responder, onFault);
    }

    /** The same with header lines of another make. */
    public FilterOptions withHeaders(ResponseHeaders headers) {
        return new FilterOptions(exclude, countPreflights, response, headers, responder, onFault);
    }

    /** The same with another answer to denied requests. */
    public FilterOptions withResponder(RateLimitResponder responder) {
        return new FilterOptions(exclude, countPreflights, response, headers, responder, onFault);
    }

    /** The same with another treatment of requests on which the limiter itself fails. */
    public FilterOptions withOnFault(FailurePolicy policy) {
        return new FilterOptions(exclude, countPreflights, response, headers, responder, policy);
    }
}
