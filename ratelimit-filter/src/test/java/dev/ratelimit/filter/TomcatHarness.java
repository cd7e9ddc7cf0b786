package dev.ratelimit.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

final class TomcatHarness implements Harness {

    private final Tomcat tomcat = new Tomcat();

    TomcatHarness() {
        try {
            Path base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tomcat");
            Files.createDirectory(base.resolve("webapps"));
            tomcat.setBaseDir(base.toString());
            tomcat.setPort(0);
            tomcat.getConnector().setProperty("address", "127.0.0.1");
            tomcat.getHost();
            tomcat.start();
        } catch (IOException | LifecycleException e) {
            throw new IllegalStateException("Tomcat does not start", e);
        }
    }

    @Override
    public String version() {
        return ServerInfo.getServerNumber();
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public Site deploy(Setup setup) throws Exception {
        StandardContext context = context();
        context.addLifecycleListener(new Tomcat.FixContextListener());
        context.addServletContainerInitializer((types, servletContext) -> setup.accept(servletContext), Set.of());
        return start(context);
    }

    @Override
    public Site deploy(Path directory) throws Exception {
        StandardContext context = context();
        context.setDocBase(directory.toString());
        ContextConfig config = new ContextConfig();
        config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
        context.addLifecycleListener(config);
        return start(context);
    }

    private static StandardContext context() {
        StandardContext context = new StandardContext();
        context.setName(CONTEXT);
        context.setPath(CONTEXT);
        return context;
    }

    private Site start(StandardContext context) throws Exception {
        ErrorPage page = new ErrorPage();
        page.setErrorCode(500);
        page.setLocation("/oops");
        context.addErrorPage(page);
        tomcat.getHost().addChild(context);
        Site site = new TomcatSite(tomcat, context);
        if (!context.getState().isAvailable()) {
            site.undeploy();
            throw new IllegalStateException("the application did not start; see Tomcat's log");
        }
        return site;
    }

    @Override
    public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    private record TomcatSite(Tomcat tomcat, Context context) implements Site {
        @Override
        public ClassLoader classLoader() {
            return context.getLoader().getClassLoader();
        }

        @Override
        public void undeploy() {
            tomcat.getHost().removeChild(context);
        }
    }
}
