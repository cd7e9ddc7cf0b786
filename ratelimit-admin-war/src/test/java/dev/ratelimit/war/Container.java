package dev.ratelimit.war;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A servlet container of the test's own, on a free port of loopback. */
interface Container extends AutoCloseable {

    /** The WAR that this build made. */
    Path WAR = Path.of("target", "ratelimit-admin.war").toAbsolutePath();

    /** A deployed application. */
    interface Site {

        ClassLoader classLoader();

        void undeploy() throws Exception;
    }

    /** The container that the system property {@code container} names. */
    static Container start() throws Exception {
        String name = System.getProperty("container", "jetty-ee10");
        return name.equals("tomcat") ? new TomcatContainer() : new JettyContainer(name.substring("jetty-".length()));
    }

    String version();

    int port();

    /** Deploys the WAR with context-params. */
    Site deploy(String contextPath, Map<String, String> params) throws Exception;

    /** The same with a login by name and password, and users who are called as their only role. */
    Site deployWithLogin(String contextPath, Map<String, String> params, List<String> roles) throws Exception;

    /** What the manual says of deploying to this container; where it has users, they are of the container's own. */
    List<String> recipes() throws Exception;

    /** Deploys by a file of the container's own, called like the context path; whatever was there before goes. */
    void deployRecipe(String name, String recipe) throws Exception;

    @Override
    void close() throws Exception;
}
