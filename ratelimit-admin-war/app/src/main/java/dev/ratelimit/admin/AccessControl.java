package dev.ratelimit.admin;

import dev.ratelimit.config.Access;
import dev.ratelimit.config.Settings;
import dev.ratelimit.filter.ServletRequestView;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who is asking. With tokens nothing else counts; without, the container's users where they are asked for or
 * already known; open where that was chosen. In any other case nobody may do anything.
 */
final class AccessControl implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);
    private static final String BEARER = "Bearer ";
    private static final String HOW = "Nobody may use this application yet. Set a token (environment variable"
            + " RATELIMIT_ADMIN_TOKEN or context-param ratelimit.adminToken), or let the container know users with the"
            + " roles ratelimit-admin and ratelimit-viewer (context-param ratelimit.access = container).";

    private final Tokens tokens;
    private final Optional<Access> access;
    private final Identification identification;
    private final FailedTries failedTries = new FailedTries();

    private AccessControl(Tokens tokens, Optional<Access> access, Identification identification) {
        this.tokens = tokens;
        this.access = access;
        this.identification = identification;
    }

    static AccessControl of(Settings settings) {
        return new AccessControl(new Tokens(settings), settings.access(), settings.identification());
    }

    /** Whether a browser would show who is asking of its own accord, so that other sites could make it ask. */
    boolean ambient() {
        return tokens.none();
    }

    /** Whether requests are to come from this machine only. */
    boolean open() {
        return tokens.none() && access.equals(Optional.of(Access.OPEN));
    }

    /** What tells who is asking: a {@code token}, the {@code container}, or nothing where access is {@code open}. */
    String by() {
        if (!tokens.none()) {
            return "token";
        }
        return open() ? "open" : "container";
    }

    /**
     * Who is asking; {@link Role#NOBODY} where the request does not say, null where the container has answered it with a
     * challenge of its own.
     *
     * @throws Refused when it says something wrong, or nobody can be told at all
     */
    @Nullable
    Role roleOf(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!tokens.none()) {
            return byToken(request);
        }
        if (open()) {
            return Role.ADMIN;
        }
        boolean known = request.getUserPrincipal() != null;
        if (!known && access.isEmpty()) {
            throw new Refused(Problem.of(503, HOW), 0);
        }
        if (!known && !authenticates(request, response)) {
            return null;
        }
        return byContainer(request);
    }

    private static boolean authenticates(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            return request.authenticate(response);
        } catch (ServletException | RuntimeException e) {
            // What a container without a login throws is its own choice.
            LOG.debug("The container has no login for this application", e);
            throw Refused.forbidden("The container cannot tell who is asking: it has no login for this application.");
        }
    }

    private Role byToken(HttpServletRequest request) {
        String header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
        if (header.isEmpty()) {
            return Role.NOBODY;
        }
        String address = Objects.requireNonNullElse(
                new RequestFacts(new ServletRequestView(request), identification).ipSubject(), "unknown");
        Optional<Role> role = header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? tokens.roleOf(header.substring(BEARER.length()).strip())
                : Optional.empty();
        // A right one has to wait as well, or who tries on would learn which it is.
        long wait = role.isEmpty() ? failedTries.add(address) : failedTries.waitSeconds(address);
        if (wait > 0) {
            throw new Refused(Problem.of(429, "Too many wrong tokens from this address; try again later."), wait);
        }
        return role.orElseThrow(
                () -> Refused.unauthorized("The Authorization header holds no token that is known here."));
    }

    private static Role byContainer(HttpServletRequest request) {
        if (request.isUserInRole("ratelimit-admin")) {
            return Role.ADMIN;
        }
        if (request.isUserInRole("ratelimit-viewer")) {
            return Role.VIEWER;
        }
        throw new Refused(
                Problem.of(403, "Your account has neither of the roles ratelimit-admin and ratelimit-viewer."), 0);
    }

    @Override
    public void close() {
        failedTries.close();
    }
}
