package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.net.URI;
import java.nio.file.Paths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @Test
    void runsOnTheServerThatTheBuildNames() {
        assertThat(SERVER.version()).startsWith(System.getProperty("harness.version"));
    }

    @Test
    void runsTheImplementationThatTheBuildNames() throws Exception {
        assertThat(jar(RuntimeDelegate.getInstance().getClass())).isEqualTo(System.getProperty("jaxrs.jar"));
        assertThat(jar(Application.class)).isEqualTo(System.getProperty("jaxrs.api.jar"));
    }

    @Test
    void answersByClassesAndByInstances() throws Exception {
        SERVER.deploy(ByClass.class, new ByInstance("hello"));

        assertThat(SERVER.get("/class").body()).isEqualTo("class");
        assertThat(SERVER.get("/instance").body()).isEqualTo("hello");
    }

    private static String jar(Class<?> type) throws Exception {
        URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
        return Paths.get(location).getFileName().toString();
    }

    /** A resource that the implementation makes. */
    @Path("/class")
    public static class ByClass {
        @GET
        public String get() {
            return "class";
        }
    }

    /** A resource that the application makes. */
    @Path("/instance")
    public static class ByInstance {
        private final String answer;

        ByInstance(String answer) {
            this.answer = answer;
        }

        @GET
        public String get() {
            return answer;
        }
    }
}
