package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @Test
    void runsOnTheServerThatTheBuildNames() {
        assertThat(SERVER.harness().version()).startsWith(System.getProperty("harness.version"));
    }

    @Test
    void seesNoOtherServer() {
        assertThat(List.of(
                        "org.eclipse.jetty.server.Server",
                        "org.apache.catalina.startup.Tomcat",
                        "io.undertow.Undertow"))
                .filteredOn(ServerTest::isThere)
                .hasSize(1);
    }

    private static boolean isThere(String type) {
        return ServerTest.class.getClassLoader().getResource(type.replace('.', '/') + ".class") != null;
    }
}
