package dev.ratelimit.rule;

import java.io.Serial;

/** A change of rules that are not as the writer thinks. Nothing was changed. */
public final class RuleConflict extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What is not as it should be. */
    public enum Kind {
        /** There is a rule with this id. */
        EXISTS,
        /** There is no rule with this id. */
        MISSING,
        /** It has been changed since. */
        STALE
    }

    private final Kind kind;

    /** @param what the rule's id, or words for the set */
    public RuleConflict(Kind kind, String what) {
        super(
                switch (kind) {
                    case EXISTS -> what + " is there already";
                    case MISSING -> what + " is not there";
                    case STALE -> what + " has been changed since; read it again";
                });
        this.kind = kind;
    }

    /** What is not as it should be. */
    public Kind kind() {
        return kind;
    }
}
