package dev.ratelimit.admin;

import jakarta.ws.rs.Path;

/** {@code /ratelimit/allowlist}: who passes whatever the rules say. */
@Path("ratelimit/allowlist")
public final class AllowListResource extends ListedResource {

    AllowListResource(Service service) {
        super(service.limiter().allowList());
    }
}
