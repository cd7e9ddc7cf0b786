package dev.ratelimit.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitInitializerTest {

    private static final String TWO_A_DAY = param("ratelimit.defaultLimit", "2/1d");

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @TempDir
    Path directory;

    private WarDirectory war() {
        return new WarDirectory(directory).classes(FiltersServlet.class);
    }

    private static String param(String name, String value) {
        return "<context-param><param-name>%s</param-name><param-value>%s</param-value></context-param>\n"
                .formatted(name, value);
    }

    private static String filter(String name, Class<?> type) {
        return """
                <filter>
                  <filter-name>%s</filter-name>
                  <filter-class>%s</filter-class>
                  <async-supported>true</async-supported>
                </filter>
                <filter-mapping><filter-name>%1$s</filter-name><url-pattern>/own/*</url-pattern></filter-mapping>
                """.formatted(name, type.getName());
    }

    @Test
    void installsTheFilterWhereAContextParamAsks() throws Exception {
        SERVER.deploy(war().libraries()
                .webXml(TWO_A_DAY + param("ratelimit.filter", "/*") + FiltersServlet.MAPPING)
                .root());
        for (int left = 1; left >= 0; left--) {
            HttpResponse<String> response = SERVER.get("/");
            assertThat(response.body()).isEqualTo(RateLimitFilter.class.getName());
            assertThat(response.headers().allValues("X-RateLimit-Remaining")).containsExactly("" + left);
        }
        assertThat(SERVER.get("/").statusCode()).isEqualTo(429);
    }

    @Test
    void worksAsTheManualShows() throws Exception {
        String manual = Files.readString(Path.of("..", "docs", "filter.md"));
        Matcher sample = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL).matcher(manual);
        assertThat(sample.find()).isTrue();
        SERVER.deploy(war().webXml(sample.group(1) + FiltersServlet.MAPPING).root());
        assertThat(SERVER.get("/").headers().allValues("X-RateLimit-Remaining")).containsExactly("99");
    }

    @Test
    void mapsSeveralPatterns() throws Exception {
        SERVER.deploy(war().webXml(
                        TWO_A_DAY + param("ratelimit.filter", " /api/*,\n *.css , /login ") + FiltersServlet.MAPPING)
                .root());
        assertThat(List.of("/api/users", "/a/b.css", "/login", "/", "/login/again", "/own"))
                .filteredOn(path -> isCounted(SERVER.get(path)))
                .containsExactly("/api/users", "/a/b.css", "/login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<context-param><param-name>ratelimit.filter</param-name><param-value> </param-value></context-param>"
            })
    void doesNothingWhereNobodyAsks(String xml) throws Exception {
        SERVER.deploy(war().webXml(TWO_A_DAY + xml + FiltersServlet.MAPPING).root());
        HttpResponse<String> response = SERVER.get("/");
        assertThat(response.body()).isEmpty();
        assertThat(isCounted(response)).isFalse();
    }

    @Test
    void leavesAFilterOfWebXmlAloneAndSaysSo() throws Exception {
        WarDirectory war = war().webXml(TWO_A_DAY
                + param("ratelimit.filter", "/*")
                + filter("ours", RateLimitFilter.class)
                + FiltersServlet.MAPPING);
        assertThat(logged(() -> SERVER.deploy(war.root())))
                .filteredOn(line -> line.contains("ratelimit.filter"))
                .singleElement()
                .asString()
                .contains("INFO", "ours");
        assertThat(SERVER.get("/").body()).isEqualTo(RateLimitFilter.class.getName());
        assertThat(isCounted(SERVER.get("/"))).isFalse();
        assertThat(isCounted(SERVER.get("/own/"))).isTrue();
    }

    @Test
    void leavesAnAnnotatedSubclassAlone() throws Exception {
        SERVER.deploy(war().classes(AnnotatedFilter.class)
                .unmarkedWebXml(param("ratelimit.filter", "/*") + FiltersServlet.MAPPING)
                .root());
        assertThat(SERVER.get("/").body()).isEqualTo(AnnotatedFilter.class.getName());
    }

    @Test
    void comesAfterTheFiltersOfTheApplication() throws Exception {
        SERVER.deploy(war().classes(EarlyFilter.class)
                .webXml(param("ratelimit.defaultLimit", "1/1d")
                        + param("ratelimit.filter", "/*")
                        + filter("early", EarlyFilter.class)
                        + FiltersServlet.MAPPING)
                .root());
        assertThat(SERVER.get("/own/").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = SERVER.get("/own/");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().allValues(EarlyFilter.HEADER)).containsExactly("yes");
    }

    @Test
    void isNoSettingOfTheFilterItself() throws Exception {
        WarDirectory war = war().webXml(TWO_A_DAY + param("ratelimit.filter", "/*") + FiltersServlet.MAPPING);
        assertThat(logged(() -> SERVER.deploy(war.root()))).noneMatch(line -> line.contains("is no setting"));
    }

    @Test
    void letsRequestsBecomeAsynchronous() throws Exception {
        SERVER.deploy(context -> {
            context.setInitParameter("ratelimit.defaultLimit", "2/1d");
            start(context, "/*");
        });
        HttpResponse<String> response = SERVER.get("/async");
        assertThat(response.body()).isEqualTo("later");
        assertThat(isCounted(response)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/*", "/**", "/*.css", "/", "/a/*/b", "*", "/my page", "/login?x", "*.a/b", "/*,", ","})
    void doesNotStartOnWhatIsNoPattern(String value) {
        assertThat(refusal(context -> start(context, value)))
                .hasMessageContaining("context-param ratelimit.filter")
                .hasMessageContaining("in \"" + value + "\"")
                .hasMessageContaining("accepted are /*");
    }

    @Test
    void namesTheOnePatternThatIsNone() {
        assertThat(refusal(context -> start(context, "/api/*, /**")))
                .hasMessageContaining("\"/**\" in \"/api/*, /**\"");
    }

    @Test
    void failsTheDeploymentOfADirectory() {
        WarDirectory war = war().webXml(param("ratelimit.filter", "/**") + FiltersServlet.MAPPING);
        assertThatThrownBy(() -> SERVER.deploy(war.root()));
    }

    @Test
    void doesNotStartWhereAnotherFilterHasItsName() {
        assertThat(refusal(context -> {
                    context.addFilter("ratelimit", EarlyFilter.class);
                    start(context, "/*");
                }))
                .hasMessageContaining("another filter named \"ratelimit\"");
    }

    private static void start(ServletContext context, String value) throws ServletException {
        context.setInitParameter("ratelimit.filter", value);
        new RateLimitInitializer().onStartup(null, context);
    }

    /** Not every server passes on why an application does not start. */
    private static ServletException refusal(Harness.Setup setup) {
        AtomicReference<ServletException> thrown = new AtomicReference<>();
        assertThatThrownBy(() -> SERVER.deploy(context -> {
            try {
                setup.accept(context);
            } catch (ServletException e) {
                thrown.set(e);
                throw e;
            }
        }));
        return thrown.get();
    }

    private static boolean isCounted(HttpResponse<String> response) {
        return response.headers().firstValue("X-RateLimit-Remaining").isPresent();
    }

    private static List<String> logged(Action action) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private interface Action {
        void run() throws Exception;
    }
}
