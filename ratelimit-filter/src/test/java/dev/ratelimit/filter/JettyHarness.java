package dev.ratelimit.filter;

import java.nio.file.Path;
import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

final class JettyHarness implements Harness {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ContextHandlerCollection sites = new ContextHandlerCollection();

    JettyHarness() {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(sites);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not start", e);
        }
    }

    @Override
    public String version() {
        return Server.getVersion();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public Site deploy(Setup setup) throws Exception {
        ServletContextHandler handler = new ServletContextHandler(CONTEXT, ServletContextHandler.SESSIONS);
        handler.addServletContainerInitializer((types, context) -> setup.accept(context));
        return start(handler);
    }

    @Override
    public Site deploy(Path directory) throws Exception {
        WebAppContext handler = new WebAppContext();
        handler.setContextPath(CONTEXT);
        handler.setWarResource(handler.getResourceFactory().newResource(directory));
        handler.addConfiguration(new AnnotationConfiguration());
        handler.setThrowUnavailableOnStartupException(true);
        return start(handler);
    }

    private Site start(ServletContextHandler handler) throws Exception {
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(500, "/oops");
        handler.setErrorHandler(errors);
        sites.addHandler(handler);
        handler.start();
        ClassLoader loader = handler.getClassLoader();
        return new JettySite(loader, sites, handler);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private record JettySite(ClassLoader classLoader, ContextHandlerCollection sites, ServletContextHandler handler)
            implements Site {
        @Override
        public void undeploy() throws Exception {
            handler.stop();
            sites.removeHandler(handler);
            handler.destroy();
        }
    }
}
