package dev.ratelimit.config;

/** What becomes of CORS preflights. */
public enum Preflights {
    /** They pass uncharged; the default. */
    PASS,
    /** They are counted like any other request. */
    COUNT
}
