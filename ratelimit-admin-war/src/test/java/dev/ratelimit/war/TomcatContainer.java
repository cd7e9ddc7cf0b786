package dev.ratelimit.war;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;

/** Tomcat 10.1 or 11, whichever is on the class path. */
final class TomcatContainer implements Container {

    private final Tomcat tomcat = new Tomcat();

    TomcatContainer() throws Exception {
        Path base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tomcat");
        Files.createDirectory(base.resolve("webapps"));
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getHost();
        tomcat.start();
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
    public Site deploy(String contextPath, Map<String, String> params) {
        return start(context(contextPath, params));
    }

    @Override
    public Site deployWithLogin(String contextPath, Map<String, String> params, List<String> roles) {
        roles.forEach(role -> {
            tomcat.addUser(role, "password");
            tomcat.addRole(role, role);
        });
        StandardContext context = context(contextPath, params);
        context.getPipeline().addValve(new BasicAuthenticator());
        return start(context);
    }

    private StandardContext context(String contextPath, Map<String, String> params) {
        StandardContext context = new StandardContext();
        String path = contextPath.equals("/") ? "" : contextPath;
        context.setName(path);
        context.setPath(path);
        context.setDocBase(WAR.toString());
        params.forEach(context::addParameter);
        context.addLifecycleListener(new ContextConfig());
        Tomcat.addDefaultMimeTypeMappings(context);
        context.addLifecycleListener(new Tomcat.DefaultWebXmlListener());
        return context;
    }

    private Site start(StandardContext context) {
        tomcat.getHost().addChild(context);
        if (!context.getState().isAvailable()) {
            throw new IllegalStateException("the application did not start; see Tomcat's log");
        }
        return new TomcatSite(tomcat, context);
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
