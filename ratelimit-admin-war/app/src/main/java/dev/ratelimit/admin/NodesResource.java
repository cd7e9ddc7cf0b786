package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.node.Node;
import dev.ratelimit.node.Nodes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /ratelimit/nodes}: who shares the store. */
@Path("ratelimit/nodes")
public final class NodesResource {

    private final Service service;

    NodesResource(Service service) {
        this.service = service;
    }

    /** The one that answers first. */
    @Schema(name = "Nodes")
    record Company(List<Member> nodes) {

        static Company of(Nodes nodes) {
            String self = nodes.self().id();
            return new Company(
                    nodes.all().stream().map(node -> Member.of(node, self)).toList());
        }
    }

    /**
     * A limiter, as it told of itself.
     *
     * @param rulesVersion the number of the last change of stored rules that it knows of
     * @param mode of the switch for everything, as it knows it
     * @param store who decides: {@code redis}, {@code local} while that is lost, {@code memory} where there is none
     * @param self whether it is the one that answers
     */
    @Schema(name = "Node")
    record Member(
            String node,
            String host,
            @Nullable String app,
            String version,
            String java,
            @JsonProperty("started_at") String startedAt,
            @JsonProperty("seen_at") String seenAt,
            @JsonProperty("rules_version") long rulesVersion,
            String mode,
            String store,
            boolean self) {

        static Member of(Node node, String self) {
            return new Member(
                    node.id(),
                    node.host(),
                    node.app(),
                    node.version(),
                    node.java(),
                    text(node.startedAt()),
                    text(node.seenAt()),
                    node.rulesVersion(),
                    node.mode(),
                    node.store(),
                    node.id().equals(self));
        }

        private static String text(Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Every limiter on this Redis that told of itself within the last minute, the one that answers first; that"
                            + " one alone where there is no Redis, or it is lost")
    public Company find() {
        return Company.of(service.limiter().observations().nodes());
    }
}
