package dev.ratelimit.admin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.servlet.ServletContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jersey, which is shut down only when it has answered every request: one that finishes later fails to clean up, and what
 * it leaves on the server's thread keeps the class loader of the application.
 */
public final class Api implements Filter {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final int ALL = Integer.MAX_VALUE;
    private static final long PATIENCE_SECONDS = 5;

    private final ServletContainer jersey = new ServletContainer();
    private final Semaphore places = new Semaphore(ALL);

    @Override
    public void init(FilterConfig config) throws ServletException {
        jersey.init(config);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        places.acquireUninterruptibly();
        try {
            jersey.doFilter(request, response, chain);
        } finally {
            places.release();
        }
    }

    @Override
    public void destroy() {
        try {
            if (!places.tryAcquire(ALL, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Requests are still being answered {} s after the application was to stop", PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        jersey.destroy();
    }
}
