package dev.ratelimit.sample.api;

import static jakarta.ws.rs.core.Response.Status.UNAUTHORIZED;

import dev.ratelimit.jaxrs.RateLimited;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/login}: only failures count, and a right password uses nothing up. */
@Path("login")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class LoginResource {

    /** The only ones that this shop knows. */
    private static final Credentials ALICE = new Credentials("alice", "wonderland");

    /** Who somebody claims to be. */
    record Credentials(@Nullable String name, @Nullable String password) {}

    private record Welcome(@Nullable String name, String message) {}

    /** By address and not by user: an API key that the client makes up would be a new user with each try. */
    @POST
    @RateLimited(
            value = "5/1m",
            key = "ip",
            countWhen = {"401", "403"})
    public Response login(@Nullable Credentials credentials) {
        if (credentials == null || !credentials.equals(ALICE)) {
            return Problem.of(UNAUTHORIZED, "Name or password is wrong")
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Password realm=\"shop\"")
                    .build();
        }
        return Response.ok(new Welcome(credentials.name(), "Welcome back")).build();
    }
}
