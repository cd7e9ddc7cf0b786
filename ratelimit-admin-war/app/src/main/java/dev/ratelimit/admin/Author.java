package dev.ratelimit.admin;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Who a history names: the account of a container, else what the token is for. */
final class Author {

    private Author() {}

    static String of(SecurityContext security) {
        Principal principal = security.getUserPrincipal();
        return principal == null ? "admin" : principal.getName();
    }
}
