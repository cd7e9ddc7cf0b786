package dev.ratelimit.jaxrs;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

final class JettyJaxrsServer implements JaxrsServer {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ContextHandlerCollection sites = new ContextHandlerCollection();

    JettyJaxrsServer() {
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
        handler.setClassLoader(getClass().getClassLoader());
        handler.addServletContainerInitializer((types, context) -> setup.accept(context));
        sites.addHandler(handler);
        Site site = () -> {
            handler.stop();
            sites.removeHandler(handler);
            handler.destroy();
        };
        try {
            handler.start();
        } catch (Exception e) {
            site.undeploy();
            throw e;
        }
        return site;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
