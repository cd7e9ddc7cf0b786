package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.list.ListEntry;
import dev.ratelimit.list.ListRepository;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The entries of a list. One that no path can carry goes into the query, {@code ?entry=}. */
@Produces(MediaType.APPLICATION_JSON)
public abstract class ListedResource {

    private static final int MOST = 1_000;

    private final ListRepository entries;

    ListedResource(ListRepository entries) {
        this.entries = entries;
    }

    /**
     * What is wanted of an entry.
     *
     * @param reason for people, at most 1,000 characters
     * @param expiresAt from when on it does not hold any more; null for no end
     */
    @Schema(name = "WantedEntry")
    record Wanted(
            @JsonProperty("reason") @Schema(maxLength = 1_000) @Nullable
            String reason,

            @JsonProperty("expires_at") @Schema(format = "date-time") @Nullable
            String expiresAt) {}

    /** An entry as it is kept: of an API key nothing but the hash. */
    record Entry(
            String entry,
            String reason,
            String author,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("expires_at") @Nullable String expiresAt) {

        static Entry of(ListEntry entry) {
            Instant end = entry.expiresAt();
            return new Entry(
                    entry.entry(),
                    entry.reason(),
                    entry.author(),
                    entry.createdAt().toString(),
                    end == null ? null : end.toString());
        }
    }

    /**
     * A page of entries.
     *
     * @param next the {@code after} of the next page; null after the last
     */
    record Entries(List<Entry> entries, @Nullable String next) {}

    @GET
    @Operation(summary = "The entries in the order of their texts, page by page; with `entry` that one alone")
    @ApiResponse(
            responseCode = "200",
            description = "the page, or the entry",
            content = @Content(schema = @Schema(oneOf = {Entries.class, Entry.class})))
    @ApiResponse(responseCode = "404", description = "`entry` is not on the list")
    public Object list(
            @Parameter(schema = @Schema(minLength = 1)) @QueryParam("entry") @Nullable String entry,
            @QueryParam("after") @DefaultValue("") String after,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "" + MOST, defaultValue = "100"))
                    @QueryParam("size")
                    @DefaultValue("100")
                    String size) {
        if (entry != null) {
            return find(named(entry));
        }
        int most = Bodies.size(size, MOST);
        List<Entry> page = entries.list(after, most).stream().map(Entry::of).toList();
        return new Entries(page, page.size() < most ? null : page.get(most - 1).entry());
    }

    @GET
    @Path("{entry: .+}")
    @Operation(
            summary =
                    "An entry: the id of a user, `ip:192.0.2.1`, `key:` and an API key, or a network such as `10.0.0.0/8`")
    @ApiResponse(
            responseCode = "200",
            description = "the entry",
            content = @Content(schema = @Schema(implementation = Entry.class)))
    @ApiResponse(responseCode = "404", description = "it is not on the list")
    public Entry find(@PathParam("entry") String entry) {
        return Bodies.refusing(() -> entries.find(entry))
                .map(Entry::of)
                .orElseThrow(() -> Problem.refusal(404, "This is not on the list."));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Adds the entry `entry`, or replaces it")
    public Entry putByQuery(
            @Parameter(required = true, schema = @Schema(minLength = 1)) @QueryParam("entry") @Nullable String entry,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Wanted.class),
                                            examples = @ExampleObject(Shapes.ENTRY)))
                    @Nullable
                    Wanted wanted,
            @Context SecurityContext security) {
        return put(named(entry), wanted, security);
    }

    @PUT
    @Path("{entry: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Adds an entry, or replaces it, on every node at once")
    public Entry put(
            @PathParam("entry") String entry,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Wanted.class),
                                            examples = @ExampleObject(Shapes.ENTRY)))
                    @Nullable
                    Wanted wanted,
            @Context SecurityContext security) {
        Wanted given = Objects.requireNonNullElse(wanted, new Wanted(null, null));
        Instant expiresAt = Bodies.end("expires_at", given.expiresAt());
        String reason = Objects.requireNonNullElse(given.reason(), "");
        return Entry.of(Bodies.refusing(() -> entries.put(entry, reason, Author.of(security), expiresAt)));
    }

    @DELETE
    @Operation(summary = "Takes the entry `entry` off the list")
    @ApiResponse(responseCode = "204", description = "it is not on the list any more")
    @ApiResponse(responseCode = "404", description = "it was not on the list")
    public Response deleteByQuery(
            @Parameter(required = true, schema = @Schema(minLength = 1)) @QueryParam("entry") @Nullable String entry) {
        return delete(named(entry));
    }

    @DELETE
    @Path("{entry: .+}")
    @Operation(summary = "Takes an entry off the list, on every node at once")
    @ApiResponse(responseCode = "204", description = "it is not on the list any more")
    @ApiResponse(responseCode = "404", description = "it was not on the list")
    public Response delete(@PathParam("entry") String entry) {
        if (!Bodies.refusing(() -> entries.remove(entry))) {
            throw Problem.refusal(404, "This is not on the list.");
        }
        return Response.noContent().build();
    }

    private static String named(@Nullable String entry) {
        if (entry == null || entry.isEmpty()) {
            throw Problem.badRequest(
                    "entry is missing; accepted are a path such as /10.0.0.0/8 or a parameter ?entry=");
        }
        return entry;
    }
}
