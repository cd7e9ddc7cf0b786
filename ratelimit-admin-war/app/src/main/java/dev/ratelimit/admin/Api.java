package dev.ratelimit.admin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Collections;
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
        if (!isMediaType((HttpServletRequest) request)) {
            Problem.of(400, "The Content-Type header names no media type, or several; one looks like application/json.")
                    .send((HttpServletResponse) response);
            return;
        }
        places.acquireUninterruptibly();
        try {
            jersey.doFilter(request, response, chain);
        } finally {
            places.release();
        }
    }

    /** Jersey answers what it cannot read without a word. */
    private static boolean isMediaType(HttpServletRequest request) {
        if (Collections.list(request.getHeaders("Content-Type")).size() > 1) {
            return false;
        }
        try {
            // Jetty refuses a charset that nobody knows here.
            String type = request.getContentType();
            return type == null || MediaType.valueOf(type) != null;
        } catch (IllegalArgumentException e) {
            return false;
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
