package dev.ratelimit.admin;

/** Who is asking, as far as it matters here. */
enum Role {
    /** May do everything; the role {@code ratelimit-admin} of a container. */
    ADMIN,
    /** May look; the role {@code ratelimit-viewer} of a container. */
    VIEWER,
    /** May check. */
    CHECKER,
    /** Anybody. */
    NOBODY;

    boolean has(Right right) {
        return switch (right) {
            case NONE -> true;
            case CHECK -> this == ADMIN || this == CHECKER;
            case READ -> this == ADMIN || this == VIEWER;
            case WRITE -> this == ADMIN;
        };
    }
}
