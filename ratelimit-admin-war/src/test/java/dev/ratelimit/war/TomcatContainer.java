package dev.ratelimit.war;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.naming.NamingException;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.UserDatabase;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardServer;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.HostConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.users.MemoryUserDatabase;
import org.apache.catalina.util.ServerInfo;
import org.apache.naming.NamingContext;

/** Tomcat 10.1 or 11, whichever is on the class path. */
final class TomcatContainer implements Container {

    /** What each application gets from the file of this name in Tomcat's distribution. */
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet>
                <servlet-name>default</servlet-name>
                <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
              </servlet>
              <servlet-mapping>
                <servlet-name>default</servlet-name>
                <url-pattern>/</url-pattern>
              </servlet-mapping>
            </web-app>
            """;

    /** Where every Tomcat of a JVM looks for its web.xml: it keeps the first one's directory. */
    private static final AtomicReference<Path> CONFIGURATION = new AtomicReference<>();

    private final Tomcat tomcat = new Tomcat();
    private final Path base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tomcat");

    TomcatContainer() throws Exception {
        Files.createDirectory(base.resolve("webapps"));
        CONFIGURATION.compareAndSet(null, base.resolve("conf"));
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

    @Override
    public List<String> recipes() throws Exception {
        return Manual.recipes("Context");
    }

    /** By Tomcat's own deployer, and with users where a server of the distribution has them. */
    @Override
    public void deployRecipe(String name, String recipe) throws Exception {
        Path files = Files.createDirectories(base.resolve("conf").resolve("recipes"));
        Path webXml = Files.createDirectories(CONFIGURATION.get()).resolve("web.xml");
        Files.writeString(webXml, WEB_XML);
        Files.writeString(files.resolve(name + ".xml"), recipe);
        Host host = tomcat.getHost();
        for (org.apache.catalina.Container before : host.findChildren()) {
            host.removeChild(before);
        }
        ((StandardServer) tomcat.getServer()).setGlobalNamingContext(names("UserDatabase", users("ratelimit-admin")));
        HostConfig deployer = new HostConfig();
        host.setXmlBase(files.toString());
        host.addLifecycleListener(deployer);
        host.stop();
        host.start();
        host.removeLifecycleListener(deployer);
        // Applications that a test starts by itself have these servlets already.
        Files.delete(webXml);
    }

    // What is bound is the test's own, and JNDI wants a Hashtable.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static NamingContext names(String name, Object value) throws NamingException {
        NamingContext names = new NamingContext(new Hashtable<>(), "global");
        names.bind(name, value);
        return names;
    }

    private static UserDatabase users(String role) {
        MemoryUserDatabase users = new MemoryUserDatabase();
        users.createUser(role, "password", role).addRole(users.createRole(role, role));
        return users;
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
