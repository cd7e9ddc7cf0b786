package dev.ratelimit.benchmarks;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.filter.RateLimitFilter;
import jakarta.servlet.DispatcherType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.LocalConnector.LocalEndPoint;
import org.eclipse.jetty.server.Server;
import org.glassfish.jersey.servlet.ServletContainer;

/** Jersey in Jetty, on one connection that stays open within this JVM. */
final class JettyRequests implements JaxrsRequests {

    private static final byte[] REQUEST =
            "GET /api/orders/17 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final RateLimiter limiter;
    private final Server server = new Server();
    private final LocalEndPoint connection;

    JettyRequests(JaxrsSetup setup) {
        limiter = setup.limiter();
        LocalConnector connector = new LocalConnector(server);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new ServletContainer(setup.application(limiter))), "/api/*");
        if (setup.filter()) {
            FilterHolder filter = new FilterHolder(new RateLimitFilter(limiter));
            filter.setAsyncSupported(true);
            context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not start", e);
        }
        connection = connector.connect();
    }

    /** The bytes as they come: reading headers would be one more thing that is measured. */
    @Override
    public ByteBuffer send() {
        connection.addInputAndExecute(ByteBuffer.wrap(REQUEST));
        try {
            return connection.waitForOutput(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("there is no response", e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not stop", e);
        }
        limiter.close();
    }
}
