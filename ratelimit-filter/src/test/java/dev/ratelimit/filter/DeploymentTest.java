package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.limit.Limit;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @TempDir
    Path directory;

    private WarDirectory war() {
        return new WarDirectory(directory).classes(HelloServlet.class, AnnotatedFilter.class, PageResponder.class);
    }

    @Test
    void worksByWebXml() throws Exception {
        WarDirectory war = war().webXml("""
                <context-param>
                  <param-name>ratelimit.status</param-name>
                  <param-value>420</param-value>
                </context-param>
                <filter>
                  <filter-name>ratelimit</filter-name>
                  <filter-class>dev.ratelimit.filter.RateLimitFilter</filter-class>
                  <async-supported>true</async-supported>
                  <init-param><param-name>defaultLimit</param-name><param-value>2/1d</param-value></init-param>
                  <init-param><param-name>exclude</param-name><param-value>/health, /static/**</param-value></init-param>
                  <init-param>
                    <param-name>responder</param-name>
                    <param-value>dev.ratelimit.filter.PageResponder</param-value>
                  </init-param>
                </filter>
                <filter-mapping><filter-name>ratelimit</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                """ + HelloServlet.MAPPING);
        SERVER.deploy(war.root());
        assertAdmitsTwo();
        HttpResponse<String> refused = SERVER.get("/");
        assertThat(refused.statusCode()).isEqualTo(420);
        assertThat(refused.body()).isEqualTo("come back later");
        assertThat(SERVER.get("/health").body()).isEqualTo("hello");
    }

    @Test
    void readsTheRulesOfTheApplication() throws Exception {
        WarDirectory war = war().webXml("""
                        <filter>
                          <filter-name>ratelimit</filter-name>
                          <filter-class>dev.ratelimit.filter.RateLimitFilter</filter-class>
                          <async-supported>true</async-supported>
                        </filter>
                        <filter-mapping><filter-name>ratelimit</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                        """ + HelloServlet.MAPPING).file("WEB-INF/classes/ratelimit.json", """
                        {"rules": [{"id": "all", "key": ["global"], "limits": ["2/1d"]}]}""");
        SERVER.deploy(war.root());
        assertAdmitsTwo();
        assertThat(SERVER.get("/").statusCode()).isEqualTo(429);
    }

    @Test
    void worksByAnAnnotatedSubclass() throws Exception {
        SERVER.deploy(war().unmarkedWebXml(HelloServlet.MAPPING).root());
        assertAdmitsTwo();
        assertThat(SERVER.get("/").statusCode()).isEqualTo(429);
    }

    @Test
    void worksByAddFilter() throws Exception {
        RateLimiter limiter = SERVER.closedAfterwards(
                RateLimiter.builder().defaultLimit(Limit.parse("2/1d")).build());
        SERVER.deploy(context -> {
            FilterRegistration.Dynamic filter = context.addFilter("ratelimit", new RateLimitFilter(limiter));
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        });
        assertAdmitsTwo();
        assertThat(SERVER.get("/").statusCode()).isEqualTo(429);
    }

    /** Jetty without a WAR tells of no class loader. */
    @Test
    void readsContextParamsOfAnApplicationInCode() throws Exception {
        SERVER.deploy(context -> {
            context.setInitParameter("ratelimit.defaultLimit", "2/1d");
            Filters.add(context, "ratelimit", new RateLimitFilter());
        });
        assertAdmitsTwo();
        assertThat(SERVER.get("/").statusCode()).isEqualTo(429);
    }

    @Test
    void doesNotStartOnFaultySettingsAndListsThemAll() {
        Map<String, String> params =
                Map.of("defaultLimt", "2/1d", "status", "200", "exclude", "health", "responder", "java.lang.String");
        AtomicReference<ServletException> thrown = new AtomicReference<>();
        RateLimitFilter filter = new RateLimitFilter() {
            @Override
            public void init(FilterConfig config) throws ServletException {
                try {
                    super.init(config);
                } catch (ServletException e) {
                    thrown.set(e);
                    throw e;
                }
            }
        };
        assertThatThrownBy(() -> SERVER.deploy(context -> {
            FilterRegistration.Dynamic registration = context.addFilter("ratelimit", filter);
            registration.setInitParameters(params);
            registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        }));
        assertThat(thrown.get())
                .hasMessageContaining("filter ratelimit cannot start")
                .hasMessageContaining("did you mean \"defaultLimit\"?")
                .hasMessageContaining("status")
                .hasMessageContaining("exclude")
                .hasMessageContaining("java.lang.String");
    }

    private static void assertAdmitsTwo() {
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response = SERVER.get("/");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("hello");
        }
    }
}
