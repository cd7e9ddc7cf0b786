package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.allowed;
import static dev.ratelimit.jaxrs.Limits.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.RateLimiter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applications come and go, and their limiter stays. */
class RedeploymentTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private RateLimiter limiter;

    @BeforeEach
    void start() {
        limiter = SERVER.closedAfterwards(Limits.annotated());
    }

    @Test
    void leavesNothingOfTheApplicationBefore() throws Exception {
        JaxrsServer.Site site = SERVER.deploy(new RateLimitFeature(limiter), Old.Orders.class);
        allowed(SERVER.get("/orders"));
        refused(SERVER.get("/orders"), "orders");
        site.undeploy();
        assertThat(limiter.rules().rules()).isEmpty();

        SERVER.deploy(new RateLimitFeature(limiter), New.Orders.class);
        allowed(SERVER.get("/orders"));
        allowed(SERVER.get("/orders"));
        refused(SERVER.get("/orders"), "Orders.get");
    }

    /** CXF tells the end of an application to those alone that have seen a request; docs/jaxrs.md says so. */
    @Test
    void leavesNothingOfAnApplicationThatNobodyAsked() throws Exception {
        SERVER.deploy(new RateLimitFeature(limiter), Old.Orders.class).undeploy();
        assertThat(limiter.rules().find("orders").isPresent())
                .isEqualTo(System.getProperty("jaxrs.servlet").contains("cxf"));
    }

    @Test
    void leavesNothingOfADeploymentThatFailed() {
        assertThatThrownBy(() -> SERVER.deploy(new RateLimitFeature(limiter), new Old.Orders(), new Faulty()))
                .hasStackTraceContaining("much");
        assertThat(limiter.rules().rules()).isEmpty();
    }

    static final class Old {
        @Path("/orders")
        public static class Orders {
            @GET
            @RateLimited(name = "orders", value = "1/1d")
            public String get() {
                return "old";
            }
        }
    }

    static final class New {
        @Path("/orders")
        public static class Orders {
            @GET
            @RateLimited(name = "orders", value = "3/1d", key = "global")
            @RateLimited("2/1d")
            public String get() {
                return "new";
            }
        }
    }

    @Path("/faulty")
    public static class Faulty {
        @GET
        @RateLimited("much")
        public String get() {
            return "faulty";
        }
    }
}
