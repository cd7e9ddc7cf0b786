package dev.ratelimit.gate;

import dev.ratelimit.config.Preflights;
import dev.ratelimit.config.Settings;
import dev.ratelimit.http.ResponseHeaders;
import dev.ratelimit.http.ResponseOptions;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.rule.PathGlob;
import java.util.List;

/**
 * What an adapter, such as the Servlet filter, does with requests and responses. Immutable: {@code
 * GateOptions.defaults().withExclude("/health", "/static/**")}.
 *
 * @param exclude paths below the context that pass uncounted; none by default
 * @param countPreflights whether CORS preflights are counted like other requests; false by default
 * @param response status and text of refusals
 * @param headers the header lines of all responses; by default the standard ones
 * @param onFault what becomes of a request when the limiter itself throws, for instance in an application's own part of
 *     it: {@code DENY} answers 503; {@code ALLOW} and {@code LOCAL}, the default, let it pass uncounted. In {@code
 *     web.xml} this is {@code onStoreFailure}. For a lost Redis each rule has a policy of its own
 */
public record GateOptions(
        List<PathGlob> exclude,
        boolean countPreflights,
        ResponseOptions response,
        ResponseHeaders headers,
        FailurePolicy onFault) {

    /** Keeps a copy of the paths. */
    public GateOptions {
        exclude = List.copyOf(exclude);
    }

    /** The defaults named above. */
    public static GateOptions defaults() {
        ResponseOptions response = ResponseOptions.defaults();
        return new GateOptions(List.of(), false, response, ResponseHeaders.standard(response), FailurePolicy.LOCAL);
    }

    /** What settings say. */
    public static GateOptions of(Settings settings) {
        GateOptions options = defaults()
                .withExclude(settings.exclude())
                .withResponse(settings.responseOptions())
                .withOnFault(settings.onStoreFailure());
        return settings.preflights() == Preflights.COUNT ? options.withPreflightsCounted() : options;
    }

    /**
     * The same with other paths that pass uncounted.
     *
     * @param globs such as {@code /health}, {@code /static/**} or {@code /*.css}
     * @throws IllegalArgumentException naming one that is no such pattern
     */
    public GateOptions withExclude(String... globs) {
        return withExclude(List.of(globs).stream().map(PathGlob::parse).toList());
    }

    /** The same with other paths that pass uncounted. */
    public GateOptions withExclude(List<PathGlob> globs) {
        return new GateOptions(globs, countPreflights, response, headers, onFault);
    }

    /** The same, counting CORS preflights like other requests. */
    public GateOptions withPreflightsCounted() {
        return new GateOptions(exclude, true, response, headers, onFault);
    }

    /** The same with other responses, and with the standard header lines as these options show them. */
    public GateOptions withResponse(ResponseOptions response) {
        ResponseHeaders standard = ResponseHeaders.standard(response);
        return new GateOptions(exclude, countPreflights, response, standard, onFault);
    }

    /** The same with header lines of another make. */
    public GateOptions withHeaders(ResponseHeaders headers) {
        return new GateOptions(exclude, countPreflights, response, headers, onFault);
    }

    /** The same with another treatment of requests on which the limiter itself fails. */
    public GateOptions withOnFault(FailurePolicy policy) {
        return new GateOptions(exclude, countPreflights, response, headers, policy);
    }
}
