package dev.ratelimit.config;

/** Who may use the admin WAR when it has no tokens; unless one of these is chosen nobody may. */
public enum Access {
    /** Users whom the container knows, by the roles {@code ratelimit-admin} and {@code ratelimit-viewer}. */
    CONTAINER,
    /** Everybody who can reach it. */
    OPEN
}
