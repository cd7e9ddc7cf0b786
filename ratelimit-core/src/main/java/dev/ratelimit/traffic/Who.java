package dev.ratelimit.traffic;

/** What kind of caller made a request. */
public enum Who {
    /** A user, or whoever had a key of his own. */
    USER,
    /** Somebody who is known by the address only. */
    ADDRESS,
    /** Nobody in particular. */
    NOBODY
}
