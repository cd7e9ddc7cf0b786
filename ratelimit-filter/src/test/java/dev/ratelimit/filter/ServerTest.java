package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @Test
    void runsOnTheServerThatTheBuildNames() {
        assertThat(SERVER.harness().version()).startsWith(System.getProperty("harness.version"));
    }
}
