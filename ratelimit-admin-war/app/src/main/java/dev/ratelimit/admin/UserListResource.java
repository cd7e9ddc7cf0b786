package dev.ratelimit.admin;

import dev.ratelimit.user.UserPage;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /ratelimit/users}: all users, page by page. */
@Path("ratelimit/users")
public final class UserListResource {

    private static final int MOST = 1_000;

    private final Service service;

    UserListResource(Service service) {
        this.service = service;
    }

    /**
     * A page of users.
     *
     * @param next the cursor of the next page; null after the last
     */
    record Page(List<UserAnswer> users, @Nullable String next) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "All users, in no order; `cursor` is the `next` of the page before. `size` is about how many a page holds:"
                            + " fewer or none, or, as Redis returns small sets whole, some hundreds")
    public Page list(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("prefix") @DefaultValue("") String prefix,
            @QueryParam("size") @DefaultValue("100") String size) {
        return list(cursor, prefix, Bodies.size(size, MOST));
    }

    private Page list(String cursor, String prefix, int size) {
        try {
            UserPage page = service.limiter().users().list(cursor, prefix, size);
            List<UserAnswer> users = page.users().entrySet().stream()
                    .map(user -> UserAnswer.of(user.getKey(), user.getValue(), service.limitOf(user.getValue())))
                    .toList();
            return new Page(users, page.next());
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
