package dev.ratelimit.war;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.security.Credential;
import org.eclipse.jetty.xml.XmlConfiguration;

/** Jetty 12 with one of its environments, whose classes differ in their package only. */
final class JettyContainer implements Container {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ContextHandlerCollection sites = new ContextHandlerCollection();
    private final String environment;
    private final Class<? extends ContextHandler> application;
    private final Class<? extends SecurityHandler> login;

    JettyContainer(String environment) throws Exception {
        this.environment = environment;
        String root = "org.eclipse.jetty." + environment;
        application = Class.forName(root + ".webapp.WebAppContext").asSubclass(ContextHandler.class);
        login = Class.forName(root + ".servlet.security.ConstraintSecurityHandler")
                .asSubclass(SecurityHandler.class);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(sites);
        server.start();
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
    public Site deploy(String contextPath, Map<String, String> params) throws Exception {
        return start(context(contextPath, params));
    }

    @Override
    public Site deployWithLogin(String contextPath, Map<String, String> params, List<String> roles) throws Exception {
        UserStore users = new UserStore();
        roles.forEach(role -> users.addUser(role, Credential.getCredential("password"), new String[] {role}));
        HashLoginService service = new HashLoginService("Ratelimit");
        service.setUserStore(users);
        SecurityHandler security = login.getDeclaredConstructor().newInstance();
        security.setLoginService(service);
        security.setAuthenticator(new BasicAuthenticator());
        security.setRealmName("Ratelimit");
        ContextHandler context = context(contextPath, params);
        application.getMethod("setSecurityHandler", SecurityHandler.class).invoke(context, security);
        return start(context);
    }

    @Override
    public List<String> recipes() throws Exception {
        return Manual.recipes("Configure");
    }

    @Override
    public void deployRecipe(String name, String recipe) throws Exception {
        Path file = temporary().resolve(name + ".xml");
        Files.writeString(file, recipe.replace("ee10", environment));
        ContextHandler context =
                (ContextHandler) new XmlConfiguration(ResourceFactory.of(server).newResource(file)).configure();
        context.setTempDirectory(temporary().toFile());
        start(context);
    }

    private static Path temporary() throws Exception {
        return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "jetty");
    }

    private ContextHandler context(String contextPath, Map<String, String> params) throws Exception {
        ContextHandler context = application.getDeclaredConstructor().newInstance();
        context.setContextPath(contextPath);
        context.setTempDirectory(temporary().toFile());
        application.getMethod("setWar", String.class).invoke(context, WAR.toString());
        application
                .getMethod("setThrowUnavailableOnStartupException", boolean.class)
                .invoke(context, true);
        for (Map.Entry<String, String> param : params.entrySet()) {
            application
                    .getMethod("setInitParameter", String.class, String.class)
                    .invoke(context, param.getKey(), param.getValue());
        }
        return context;
    }

    private Site start(ContextHandler context) throws Exception {
        sites.addHandler(context);
        context.start();
        return new JettySite(context.getClassLoader(), sites, context);
    }

    @Override
    public void close() throws Exception {
        // Jetty does not stop what was added to it while it ran.
        for (Handler site : sites.getHandlers()) {
            site.stop();
        }
        server.stop();
    }

    private record JettySite(ClassLoader classLoader, ContextHandlerCollection sites, ContextHandler context)
            implements Site {
        @Override
        public void undeploy() throws Exception {
            context.stop();
            sites.removeHandler(context);
            context.destroy();
        }
    }
}
