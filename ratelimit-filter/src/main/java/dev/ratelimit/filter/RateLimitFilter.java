package dev.ratelimit.filter;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.gate.FaultLog;
import dev.ratelimit.gate.Gate;
import dev.ratelimit.gate.GateOptions;
import dev.ratelimit.http.ExposeHeaders;
import dev.ratelimit.http.Header;
import dev.ratelimit.http.Refusal;
import dev.ratelimit.http.RequestView;
import dev.ratelimit.limit.Verdict;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests of a web application. Four ways to install it:
 *
 * <ul>
 *   <li>in {@code web.xml}, with settings as init-params (or as system properties or environment variables);
 *   <li>by a subclass with {@code @WebFilter(urlPatterns = "/*", asyncSupported = true)}, empty or with init-params;
 *   <li>by {@code ServletContext.addFilter} with a {@link RateLimiter} that the application builds, and closes;
 *   <li>by the context-param {@code ratelimit.filter}: see {@link RateLimitInitializer}.
 * </ul>
 *
 * <p>A request is counted once, at the first dispatch that comes here, before its body is read; forwards, includes, error
 * pages, asynchronous dispatches and a second mapping do not count again. Map it for {@code REQUEST} to {@code /*}, behind
 * authentication where rules count by user, and behind a CORS filter: then browsers can read refusals too. What was decided
 * is told in header lines before the application runs; it is {@link #verdict} afterwards. A denied request never reaches
 * the application. Mapped for {@code ASYNC} as well, it makes {@link RateLimitContext#current} known to what is dispatched
 * to.
 *
 * <p>No request fails or waits because the limiter is in trouble: see {@link RateLimiter} and {@link GateOptions#onFault}.
 *
 * <p>Rules see the path as the container decoded it, below the context path, and the address of the socket's peer, as
 * {@code getRemoteAddr} tells it. Where the container already puts a forwarded address in its place (Tomcat's
 * {@code RemoteIpValve}, Jetty's {@code ForwardedRequestCustomizer}) do not name trusted proxies here as well: the header
 * would be believed twice, the second time from whoever it names.
 *
 * <p>To read the header lines, scripts of other origins need {@code Access-Control-Expose-Headers}. It is added to what is
 * there when a request has an {@code Origin}. An application that <em>sets</em> that header afterwards, rather than adding
 * to it, replaces it and has to list the names itself.
 */
public class RateLimitFilter implements Filter {

    /** The request attribute that holds the {@link Verdict}; whatever else finds it set does not count the request. */
    public static final String VERDICT = "dev.ratelimit.verdict";

    /**
     * The context attribute that holds the {@link RateLimiter} of an application's first filter, for checks that the
     * application makes by itself.
     */
    public static final String LIMITER = "dev.ratelimit.limiter";

    /** The context attribute that holds the {@link GateOptions} of the same filter. */
    public static final String OPTIONS = "dev.ratelimit.options";

    private final @Nullable RateLimiter given;
    private final FaultLog faults = new FaultLog();
    private volatile GateOptions options;
    private volatile RateLimitResponder responder;
    private volatile @Nullable RateLimiter own;
    private volatile @Nullable Gate gate;

    /** Builds its limiter from settings when it is initialised, and closes it in the end. */
    public RateLimitFilter() {
        this.given = null;
        this.options = GateOptions.defaults();
        this.responder = new StandardResponder();
    }

    /** Asks a limiter that the application built and closes; with {@linkplain GateOptions#defaults default options}. */
    public RateLimitFilter(RateLimiter limiter) {
        this(limiter, GateOptions.defaults());
    }

    /** Asks a limiter that the application built and closes. Init-params are not read. */
    public RateLimitFilter(RateLimiter limiter, GateOptions options) {
        this(limiter, options, new StandardResponder());
    }

    /** The same with another answer to denied requests; by default it is as {@link dev.ratelimit.http.Refusals} says. */
    public RateLimitFilter(RateLimiter limiter, GateOptions options, RateLimitResponder responder) {
        this.given = limiter;
        this.options = options;
        this.responder = responder;
    }

    /**
     * What was decided for a request. Empty where no filter has seen it; a verdict without decisions for one that was not
     * counted, because no rule applied, its path is excluded, or it is a CORS preflight.
     */
    public static Optional<Verdict> verdict(ServletRequest request) {
        // The attribute may come from another application through a dispatch across contexts, and from its class
        // loader.
        return request.getAttribute(VERDICT) instanceof Verdict verdict ? Optional.of(verdict) : Optional.empty();
    }

    /**
     * Reads the settings and opens the store, unless a limiter was given. Redis need not be there.
     *
     * @throws ServletException listing every fault of the settings and of the rules, so that the application does not start
     */
    @Override
    public void init(FilterConfig config) throws ServletException {
        RateLimiter limiter = given;
        if (limiter == null) {
            FilterSettings.Result made = FilterSettings.read(config);
            options = made.options();
            responder = made.responder();
            own = made.limiter();
            limiter = made.limiter();
        }
        gate = new Gate(limiter, options, faults);
        publish(config.getServletContext(), limiter, options);
    }

    private static void publish(ServletContext context, RateLimiter limiter, GateOptions options) {
        if (context.getAttribute(LIMITER) == null) {
            context.setAttribute(LIMITER, limiter);
            context.setAttribute(OPTIONS, options);
        }
    }

    /** Decides, tells, and lets the request pass or refuses it. */
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean first = request.getAttribute(VERDICT) == null;
        if (first && request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            RateLimitContext context = RateLimitContext.uncounted();
            if (passes(context, http, answer)) {
                new Settlement(gate(), context).around(http, answer, chain);
            }
        } else if (request.getDispatcherType() == DispatcherType.ASYNC) {
            Settlement.goOn(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private Gate gate() {
        return Objects.requireNonNull(gate, "init was not called");
    }

    private boolean passes(RateLimitContext context, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Gate gate = gate();
        RequestView view = new ServletRequestView(request);
        Verdict verdict = gate.admit(view, context, rule -> true);
        request.setAttribute(VERDICT, verdict);
        request.setAttribute(RateLimitContext.ATTRIBUTE, context);
        List<Header> lines = gate.headers(verdict);
        lines.forEach(line -> response.addHeader(line.name(), line.value()));
        if (!lines.isEmpty()) {
            gate.exposed(view, () -> response.getHeaders(ExposeHeaders.NAME))
                    .ifPresent(line -> response.addHeader(line.name(), line.value()));
        }
        if (!verdict.allowed()) {
            refuseSafely(request, response, verdict, gate.refusal(view, verdict));
        }
        return verdict.allowed();
    }

    private void refuseSafely(
            HttpServletRequest request, HttpServletResponse response, Verdict verdict, Refusal refusal)
            throws IOException, ServletException {
        UnreadBody.settle(request, response);
        try {
            refuse(request, response, verdict, refusal);
        } catch (RuntimeException e) {
            faults.first("The responder failed; the standard response is sent", e);
            if (!response.isCommitted()) {
                response.resetBuffer();
                StandardResponder.send(response, refusal);
            }
        }
    }

    /**
     * Answers a denied request; by default with the responder of options or settings. For subclasses to override;
     * what {@link RateLimitResponder#refuse} says holds here too.
     */
    protected void refuse(HttpServletRequest request, HttpServletResponse response, Verdict verdict, Refusal refusal)
            throws IOException, ServletException {
        responder.refuse(request, response, verdict, refusal);
    }

    /** Closes the limiter and its connections, if the filter built it. */
    @Override
    public void destroy() {
        RateLimiter limiter = own;
        if (limiter != null) {
            limiter.close();
        }
    }
}
