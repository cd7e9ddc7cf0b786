package dev.ratelimit.rule;

/**
 * Something about a rule that is allowed, and hardly meant.
 *
 * @param rule the rule's id
 * @param kind what sort of thing it is
 * @param message what it is, and what would mend it
 */
public record Finding(String rule, Kind kind, String message) {

    /** What a finding is about. */
    public enum Kind {
        /** No request can meet the rule's condition. */
        NEVER_MATCHES,
        /** An earlier rule with {@code final} ends the search wherever this one would apply. */
        SHADOWED,
        /** Callers who have nothing to do with one another are counted together. */
        SHARED,
        /** What one request takes is more than a limit ever holds. */
        COST,
        /** A plan has limits for a rule that there is not. */
        UNKNOWN
    }

    /** {@code rule search: …}. */
    @Override
    public String toString() {
        return "rule " + rule + ": " + message;
    }
}
