package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.RateLimiter;
import dev.ratelimit.filter.Completion;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The ends of requests and of the application, as the container knows them. An exception that nobody maps comes to no
 * response filter on CXF, nor on Jersey when the request is asynchronous.
 */
final class Endings implements ServletContextListener, ServletRequestListener {

    private static final int ERROR = 500;

    private static final String ENDING = "dev.ratelimit.jaxrs.ending";

    /** The deployments that end with an application. */
    static synchronized Collection<Deployment> of(ServletContext context) {
        if (context.getAttribute(ENDING) instanceof Ending ending) {
            return ending.deployments();
        }
        Ending ending = new Ending(new ConcurrentLinkedQueue<>());
        context.setAttribute(ENDING, ending);
        return ending.deployments();
    }

    private record Ending(Collection<Deployment> deployments) {}

    /** No thread begins with the context of another request. */
    @Override
    public void requestInitialized(ServletRequestEvent event) {
        RateLimitContext.leave();
    }

    /** Comes when the last dispatch of a request ends (Undertow, Tomcat), or each (Jetty). */
    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        RateLimitContext.leave();
        Unsettled unsettled = Unsettled.of(event.getServletRequest().getAttribute(Unsettled.ATTRIBUTE));
        if (unsettled != null && !goesOn(event, unsettled)) {
            unsettled.settle(ERROR);
        }
    }

    private static boolean goesOn(ServletRequestEvent event, Unsettled unsettled) {
        return event.getServletRequest() instanceof HttpServletRequest request
                && request.isAsyncStarted()
                && Completion.of(request, unsettled::ended);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        of(event.getServletContext()).forEach(Deployment::end);
        if (event.getServletContext().getAttribute(ServletLimiter.OWN) instanceof RateLimiter own) {
            own.close();
        }
    }
}
