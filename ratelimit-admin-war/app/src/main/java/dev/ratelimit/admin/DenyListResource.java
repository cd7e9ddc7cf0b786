package dev.ratelimit.admin;

import jakarta.ws.rs.Path;

/** {@code /ratelimit/denylist}: who is refused, also when on the other list. */
@Path("ratelimit/denylist")
public final class DenyListResource extends ListedResource {

    DenyListResource(Service service) {
        super(service.limiter().denyList());
    }
}
