package dev.ratelimit.admin;

import dev.ratelimit.config.ShownSetting;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /ratelimit/settings}: how the node that answers is set, and what is better seen to. */
@Path("ratelimit/settings")
public final class SettingsResource {

    private final Service service;
    private final AccessControl access;

    SettingsResource(Service service, AccessControl access) {
        this.service = service;
        this.access = access;
    }

    /** Every setting, and what the node found when it looked at itself. */
    @Schema(name = "Settings")
    record Settings(List<Value> settings, List<Remark> findings) {}

    /**
     * A setting.
     *
     * @param value as it is in force; of a secret {@code set} where there is one; null where there is nothing
     * @param origin where it came from, such as {@code environment variable RATELIMIT_REDIS_ADDR}, or {@code default}
     */
    @Schema(name = "SettingValue")
    record Value(String name, @Nullable String value, String origin, boolean secret) {

        static Value of(ShownSetting shown) {
            return new Value(shown.name(), shown.value(), shown.origin(), shown.secret());
        }
    }

    /**
     * What is better seen to.
     *
     * @param code what it is, for machines, such as {@code no-redis}
     * @param message what is the matter
     * @param remedy what to do
     */
    @Schema(name = "SettingFinding")
    record Remark(
            @Schema(allowableValues = {"warning", "info"}) String severity,

            String code,
            String message,
            String remedy) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "The settings in force on the node that answers, each with its origin, no secret among them; and what it"
                            + " finds when it looks at itself, at Redis and at the other nodes")
    public Settings find() {
        return new Settings(
                service.settings().shown().stream().map(Value::of).toList(), SelfCheck.of(service, access.open()));
    }
}
