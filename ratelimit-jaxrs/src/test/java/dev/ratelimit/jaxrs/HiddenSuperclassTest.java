package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.allowed;
import static dev.ratelimit.jaxrs.Limits.refused;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods of superclasses that are not public: in the public class below, the compiler has left bridges to them. */
class HiddenSuperclassTest {

    /** For Jersey and RESTEasy 6 bridges are no resource methods, for RESTEasy 7 some. */
    private static final boolean SERVED = System.getProperty("jaxrs.servlet").contains("cxf");

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @ParameterizedTest
    @CsvSource({
        "/own, POST, OwnLimit.post",
        "/class, POST, ClassLimit",
        "/overloaded, POST, Overloading.post",
        "/overloaded, PUT, Overloading.put",
        "/adapted, POST, Adapted.post"
    })
    void areLimited(String path, String method, String policy) throws Exception {
        SERVER.deploy(
                new RateLimitFeature(SERVER.closedAfterwards(Limits.annotated())),
                OwnLimit.class,
                ClassLimit.class,
                Overloading.class,
                Adapted.class);

        HttpResponse<String> first = SERVER.send(method, path);
        if (!SERVED && Set.of(404, 405).contains(first.statusCode())) {
            return;
        }
        allowed(first);
        refused(SERVER.send(method, path), policy);
    }

    @Test
    void leaveOverloadsBelowWhatTheySay() throws Exception {
        assertThat(Annotations.overridden(Overloading.class, Overloading.class.getMethod("other", String.class)))
                .containsExactly(Overloading.class.getDeclaredMethod("other", String.class));
    }

    @Test
    void areMethodsBesideOverloadsBelow() {
        assertThat(Annotations.methods(Overloading.class))
                .filteredOn(method -> method.getName().equals("other"))
                .extracting(Method::isBridge)
                .containsExactlyInAnyOrder(true, false);
    }

    /** What says something itself. */
    abstract static class Limited {
        @POST
        @RateLimited("1/1d")
        public String post() {
            return "limited";
        }
    }

    /** What says nothing. */
    abstract static class Unlimited {
        @POST
        public String post() {
            return "unlimited";
        }
    }

    /** What has overloads below. */
    abstract static class Wide {
        @POST
        @RateLimited("1/1d")
        public String post() {
            return "wide";
        }

        @PUT
        @RateLimited("1/1d")
        public String put() {
            return "wide";
        }

        public String other(Object any) {
            return "wide";
        }
    }

    @Path("/own")
    public static class OwnLimit extends Limited {}

    @Path("/class")
    @RateLimited("1/1d")
    public static class ClassLimit extends Unlimited {}

    @Path("/overloaded")
    public static class Overloading extends Wide {
        @GET
        public String other(String text) {
            return "narrow";
        }

        public String put(String text) {
            return "narrow";
        }
    }

    /** What {@link Adapted} implements by a method that knows nothing of it. */
    public interface Described {
        @POST
        @RateLimited("1/1d")
        String post(String body);
    }

    /** What knows nothing of resources. */
    public static class Generic<T> {
        public String post(T body) {
            return "generic";
        }
    }

    @Path("/adapted")
    public static class Adapted extends Generic<String> implements Described {}
}
