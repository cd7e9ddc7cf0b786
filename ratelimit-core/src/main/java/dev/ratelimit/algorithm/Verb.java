package dev.ratelimit.algorithm;

/** What a step does to a bucket. */
public enum Verb {
    /** Takes the cost if it fits, up to a number of times; otherwise changes nothing. */
    TAKE("take"),
    /** Takes the cost although it may not fit, into a debt of at most one capacity. */
    CHARGE("charge"),
    /** Gives back what was taken at a given instant, as far as it still counts. */
    PUT_BACK("put_back");

    private final String id;

    Verb(String id) {
        this.id = id;
    }

    /** The word on the wire to the script. */
    public String id() {
        return id;
    }
}
