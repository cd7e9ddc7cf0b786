package dev.ratelimit.jaxrs;

import static dev.ratelimit.jaxrs.Limits.left;
import static dev.ratelimit.jaxrs.Limits.refused;
import static dev.ratelimit.jaxrs.Limits.remaining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a resource answers: its request is counted once, and its response says so. */
class EveryResponseTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    private RateLimiter limiter;

    @BeforeEach
    void start() throws Exception {
        limiter = SERVER.closedAfterwards(
                Limits.with(Limits.rule("all", "ip", 100), Limits.rule("by-path", "path", 100)));
        SERVER.deploy(
                new RateLimitFeature(limiter),
                AnyResource.class,
                ParentResource.class,
                new Conflicts(),
                new Rewriting());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /any/text,       200",
        "HEAD, /any/text,       200",
        "GET,  /any/nothing,    204",
        "POST, /any/text,       200",
        "GET,  /any/stream,     200",
        "GET,  /any/mapped,     409",
        "GET,  /any/web,        418",
        "GET,  /any/bare,       404",
        "GET,  /any/unmapped,   500",
        "GET,  /any/suspended,  200",
        "GET,  /any/suspended-mapped, 409",
        "GET,  /any/stage,      200",
        "GET,  /any/rewritten,  200",
        "GET,  /parents/1/children/2, 200",
        "GET,  /parents/1/any/2, 200",
    })
    void countsOnceAndTells(String method, String path, int status) {
        HttpResponse<String> response = SERVER.send(method, path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().allValues("RateLimit")).hasSize(1);
        assertThat(response.headers().allValues("RateLimit-Policy")).hasSize(1);
        assertThat(remaining(response)).isEqualTo("99");
        assertThat(left(limiter, "all", "127.0.0.1")).isEqualTo(99);
    }

    @ParameterizedTest
    @CsvSource({
        "/any/text,              /api/any/text",
        "/any/with/17,           /api/any/with/{id}",
        "/any/rewritten,         /api/any/text",
        "/parents/1/children/2,  /api/parents/{parent}/children/{child}",
        "/parents/1/any/2,       /api/parents/{parent}/any/{child}",
    })
    void countsByTheTemplateOfThePath(String path, String template) {
        SERVER.get(path);
        assertThat(left(limiter, "by-path", template)).isEqualTo(99);
    }

    @Test
    void countsAThousandIdsInOneBucket() {
        for (int id = 0; id < 100; id++) {
            SERVER.get("/any/with/" + id);
        }
        HttpResponse<String> response = SERVER.get("/any/with/1000");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(left(limiter, "by-path", "/api/any/with/{id}")).isZero();
    }

    @Test
    void countsNothingThatMatchesNoResource() {
        assertThat(SERVER.get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(SERVER.send("DELETE", "/any/text").statusCode()).isEqualTo(405);
        assertThat(left(limiter, "all", "127.0.0.1")).isEqualTo(100);
    }

    @Test
    void limitsSubResources() {
        assertThat(SERVER.get("/parents/1/limited/2").statusCode()).isEqualTo(200);
        refused(SERVER.get("/parents/3/limited/4"), "ChildResource.limited");
    }

    @Test
    void limitsSubResourcesThatNobodyDeclares() {
        assertThat(SERVER.get("/parents/1/any/limited/2").statusCode()).isEqualTo(200);
        refused(SERVER.get("/parents/3/any/limited/4"), "ChildResource.limited");
    }

    @ParameterizedTest
    @CsvSource({"proxy, Item.get", "anonymous, WrittenItem.get"})
    void limitsSubResourcesWhoseClassNobodyWrote(String path, String id) {
        if (path.equals("proxy") && System.getProperty("jaxrs.servlet").contains("cxf")) {
            // Which finds no method in the class of a proxy, with the limiter or without.
            assertThat(SERVER.get("/parents/1/proxy").statusCode()).isEqualTo(404);
            return;
        }
        assertThat(SERVER.get("/parents/1/" + path).statusCode()).isEqualTo(200);
        refused(SERVER.get("/parents/3/" + path), id);
    }

    @Test
    void asksAboutWhatAnImplementationAnswersByItselfOnJerseyOnly() {
        boolean jersey = System.getProperty("jaxrs.servlet").contains("jersey");
        assertThat(SERVER.send("OPTIONS", "/any/text").statusCode()).isEqualTo(200);
        assertThat(left(limiter, "all", "127.0.0.1")).isEqualTo(jersey ? 99 : 100);
    }

    /** Answers in every way. */
    @Path("/any")
    public static class AnyResource {

        @GET
        @Path("/text")
        public String text() {
            return "text";
        }

        @POST
        @Path("/text")
        public String post(String body) {
            return "text";
        }

        @GET
        @Path("/with/{id}")
        public String with(@PathParam("id") String id) {
            return id;
        }

        @GET
        @Path("/nothing")
        public void nothing() {}

        @GET
        @Path("/stream")
        public StreamingOutput stream() {
            return out -> out.write(new byte[100_000]);
        }

        @GET
        @Path("/mapped")
        public String mapped() {
            throw new Conflict();
        }

        @GET
        @Path("/web")
        public String web() {
            throw new WebApplicationException(
                    Response.status(418).entity("teapot").build());
        }

        @GET
        @Path("/bare")
        public String bare() {
            throw new WebApplicationException(404);
        }

        @GET
        @Path("/unmapped")
        public String unmapped() {
            throw new IllegalStateException("as the test wants it");
        }

        @GET
        @Path("/suspended")
        public void suspended(@Suspended AsyncResponse response) {
            Threads.run(() -> response.resume("later"));
        }

        @GET
        @Path("/suspended-mapped")
        public void suspendedMapped(@Suspended AsyncResponse response) {
            Threads.run(() -> response.resume(new Conflict()));
        }

        @GET
        @Path("/stage")
        public CompletionStage<String> stage() {
            return CompletableFuture.supplyAsync(() -> "staged");
        }
    }

    /** Leads to other resources. */
    @Path("/parents/{parent}")
    public static class ParentResource {

        @Path("/children")
        public ChildResource children() {
            return new ChildResource();
        }

        @Path("/limited")
        public LimitedResource limited() {
            return new LimitedResource();
        }

        @Path("/any")
        public Object any() {
            return new ChildResource();
        }

        @Path("/proxy")
        public Item proxy() {
            Item written = new WrittenItem();
            return (Item) Proxy.newProxyInstance(
                    Item.class.getClassLoader(),
                    new Class<?>[] {Item.class},
                    (proxy, method, args) -> method.invoke(written, args));
        }

        @Path("/anonymous")
        public Item anonymous() {
            return new WrittenItem() {};
        }
    }

    /** What frameworks make classes of. */
    public interface Item {
        @GET
        @RateLimited("1/1d")
        String get();
    }

    public static class WrittenItem implements Item {
        @Override
        public String get() {
            return "item";
        }
    }

    /** Reached by way of another. */
    public static class ChildResource {

        @GET
        @Path("/{child: [0-9]+}")
        public String get(@PathParam("child") String child) {
            return child;
        }

        @GET
        @Path("/limited/{child}")
        @RateLimited("1/1d")
        public String limited(@PathParam("child") String child) {
            return child;
        }
    }

    /** A second one that is limited. */
    public static class LimitedResource {

        @GET
        @Path("/{child}")
        @RateLimited(name = "ChildResource.limited", value = "1/1d")
        public String get(@PathParam("child") String child) {
            return child;
        }
    }

    /** What {@link Conflicts} knows. */
    static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static final class Conflicts implements ExceptionMapper<Conflict> {
        @Override
        public Response toResponse(Conflict conflict) {
            return Response.status(409).entity("conflict").build();
        }
    }

    /** Sends whoever asks for one path to another. */
    @PreMatching
    static final class Rewriting implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            URI asked = request.getUriInfo().getAbsolutePath();
            if (asked.getPath().endsWith("/any/rewritten")) {
                URI base = request.getUriInfo().getBaseUri();
                request.setRequestUri(base, URI.create(asked.toString().replace("rewritten", "text")));
            }
        }
    }
}
