package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratelimit.http.UserIds;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Conflict;
import dev.ratelimit.user.Customisation;
import dev.ratelimit.user.UserPage;
import dev.ratelimit.user.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ratelimit/users}: the records of users. An id that no path can carry goes into the query, {@code ?user_id=}.
 */
@Path("ratelimit/users")
@Produces(MediaType.APPLICATION_JSON)
public final class UserRecordsResource {

    private static final int MOST = 1_000;
    private static final String EXAMPLE = "{\"plan\": \"pro\", \"until\": \"2099-01-01T00:00:00Z\"}";

    private final Service service;

    UserRecordsResource(Service service) {
        this.service = service;
    }

    /**
     * A page of users.
     *
     * @param next the cursor of the next page; null after the last
     */
    record Page(List<UserAnswer> users, @Nullable String next) {}

    @GET
    @Operation(
            summary =
                    "All users, in no order; `cursor` is the `next` of the page before. `size` is about how many a page holds:"
                            + " fewer or none, or, as Redis returns small sets whole, some hundreds. With `user_id` the"
                            + " record of that one alone")
    @ApiResponse(
            responseCode = "200",
            description = "the page, or the record",
            content = @Content(schema = @Schema(oneOf = {Page.class, UserRecord.class})))
    @ApiResponse(responseCode = "404", description = "`user_id` is not known")
    public Response list(
            @Parameter(schema = @Schema(minLength = 1, maxLength = UserIds.LONGEST)) @QueryParam("user_id") @Nullable
                    String userId,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("prefix") @DefaultValue("") String prefix,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "" + MOST, defaultValue = "100"))
                    @QueryParam("size")
                    @DefaultValue("100")
                    String size) {
        return userId == null
                ? Response.ok(page(cursor, prefix, Bodies.size(size, MOST))).build()
                : find(UserIdParameter.required(userId));
    }

    private Page page(String cursor, String prefix, int size) {
        UserPage page = Bodies.refusing(() -> users().list(cursor, prefix, size));
        List<UserAnswer> users = page.users().entrySet().stream()
                .map(user -> UserAnswer.of(user.getKey(), user.getValue(), service.limitOf(user.getValue())))
                .toList();
        return new Page(users, page.next());
    }

    @GET
    @Path("{user_id: .+}")
    @Operation(summary = "What is special about a user; the ETag is the record's version")
    @ApiResponse(
            responseCode = "200",
            description = "the record",
            content = @Content(schema = @Schema(implementation = UserRecord.class)))
    @ApiResponse(responseCode = "404", description = "this user is not known")
    public Response find(
            @Parameter(schema = @Schema(pattern = ".+", maxLength = UserIds.LONGEST)) @PathParam("user_id")
                    String userId) {
        UserRecord user = service.known(userId, profile -> UserRecord.of(userId, profile, service.defaultLimit()));
        return Response.ok(user).tag(Versions.tag(user.version())).build();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes all that is special about the user `user_id` be this")
    @ApiResponse(
            responseCode = "200",
            description = "the record",
            content = @Content(schema = @Schema(implementation = UserRecord.class)))
    @ApiResponse(responseCode = "412", description = "the record is not as `If-Match` or `If-None-Match` says")
    public Response putByQuery(
            @Parameter(required = true, schema = @Schema(minLength = 1, maxLength = UserIds.LONGEST))
                    @QueryParam("user_id")
                    @Nullable
                    String userId,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Shapes.UserShape.class),
                                            examples = @ExampleObject(EXAMPLE)))
                    @Nullable
                    JsonNode body,
            @Parameter(description = Versions.TOLD, schema = @Schema(pattern = Versions.PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @Parameter(description = Versions.ONLY_NEW, schema = @Schema(allowableValues = "*"))
                    @HeaderParam("If-None-Match")
                    @Nullable
                    String ifNoneMatch) {
        return put(UserIdParameter.required(userId), body, ifMatch, ifNoneMatch);
    }

    @PUT
    @Path("{user_id: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Makes all that is special about a user be this: `plan`, `limits`, `overrides`, `until`, `note`, of"
                            + " which what is left out is nothing. What was used stays used. Makes the user when there is none")
    @ApiResponse(
            responseCode = "200",
            description = "the record",
            content = @Content(schema = @Schema(implementation = UserRecord.class)))
    @ApiResponse(responseCode = "400", description = "what is wrong with which field")
    @ApiResponse(responseCode = "412", description = "the record is not as `If-Match` or `If-None-Match` says")
    public Response put(
            @Parameter(schema = @Schema(pattern = ".+", maxLength = UserIds.LONGEST)) @PathParam("user_id")
                    String userId,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Shapes.UserShape.class),
                                            examples = @ExampleObject(EXAMPLE)))
                    @Nullable
                    JsonNode body,
            @Parameter(description = Versions.TOLD, schema = @Schema(pattern = Versions.PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @Parameter(description = Versions.ONLY_NEW, schema = @Schema(allowableValues = "*"))
                    @HeaderParam("If-None-Match")
                    @Nullable
                    String ifNoneMatch) {
        String id = UserIdParameter.checked(userId);
        long version = Versions.expected(ifMatch, ifNoneMatch);
        JsonNode json = Bodies.required(body, "what is special about a user, such as " + EXAMPLE);
        Limit standard = service.defaultLimit();
        Customisation wanted = Bodies.refusing(() -> Customisation.parse(id, json, standard));
        Bodies.toCome("until", wanted.until());
        try {
            users().put(id, wanted, standard, version);
        } catch (Conflict e) {
            throw Problem.refusal(412, e.getMessage() + ".");
        }
        return find(id);
    }

    @DELETE
    @Path("buckets")
    @Operation(summary = "Deletes every bucket of the user `user_id`, under every rule, and nothing else")
    @ApiResponse(responseCode = "204", description = "the user is as good as new, known or not")
    public Response resetByQuery(
            @Parameter(required = true, schema = @Schema(minLength = 1, maxLength = UserIds.LONGEST))
                    @QueryParam("user_id")
                    @Nullable
                    String userId) {
        return reset(UserIdParameter.required(userId));
    }

    @DELETE
    @Path("{user_id: .+}/buckets")
    @Operation(summary = "Deletes every bucket of a user, under every rule, and nothing else")
    @ApiResponse(responseCode = "204", description = "the user is as good as new, known or not")
    public Response reset(
            @Parameter(schema = @Schema(pattern = ".+", maxLength = UserIds.LONGEST)) @PathParam("user_id")
                    String userId) {
        users().reset(UserIdParameter.checked(userId));
        return Response.noContent().build();
    }

    private Users users() {
        return service.limiter().users();
    }
}
