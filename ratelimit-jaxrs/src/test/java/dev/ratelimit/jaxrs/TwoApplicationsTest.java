package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.allowed;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two JAX-RS applications of one web application, with classes of the same simple names. */
class TwoApplicationsTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @BeforeEach
    void start() throws Exception {
        SERVER.deploy(
                new Components(RateLimitFeature.class, New.Orders.class, New.Items.class), TwoApplicationsTest::addOld);
    }

    private static void addOld(ServletContext context) {
        ServletRegistration.Dynamic servlet = context.addServlet("old", System.getProperty("jaxrs.servlet"));
        servlet.setInitParameter("jakarta.ws.rs.Application", OldShop.class.getName());
        servlet.setInitParameter("resteasy.servlet.mapping.prefix", "/old");
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        servlet.addMapping("/old/*");
    }

    private static HttpResponse<String> old(String path) {
        return SERVER.send(
                HttpRequest.newBuilder(SERVER.uri("/../old" + path).normalize()).build());
    }

    @Test
    void countLimitsOfTheSameTextApart() {
        allowed(old("/orders"));
        assertThat(old("/orders").statusCode()).isEqualTo(429);
        allowed(SERVER.get("/orders"));
        assertThat(SERVER.get("/orders").statusCode()).isEqualTo(429);
    }

    @Test
    void leaveWhatSaysNothingToTheOther() {
        allowed(old("/items"));
        assertThat(old("/items").statusCode()).isEqualTo(429);
        allowed(SERVER.get("/items"));
        allowed(SERVER.get("/items"));
    }

    public static class OldShop extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(RateLimitFeature.class, Old.Orders.class, Old.Items.class);
        }
    }

    static final class Old {
        @Path("/orders")
        public static class Orders {
            @GET
            @RateLimited("1/1d")
            public String get() {
                return "old";
            }
        }

        @Path("/items")
        public static class Items {
            @GET
            @RateLimited("1/1d")
            public String get() {
                return "old";
            }
        }
    }

    static final class New {
        @Path("/orders")
        public static class Orders {
            @GET
            @RateLimited("1/1d")
            public String get() {
                return "new";
            }
        }

        @Path("/items")
        public static class Items {
            @GET
            public String get() {
                return "new";
            }
        }
    }
}
