package dev.ratelimit.http;

/**
 * Who is calling.
 *
 * @param subject the text by which the caller is counted, such as {@code alice}, {@code key:3f9c1a~…} or
 *     {@code ip:192.0.2.1}; never a secret, never blank
 * @param user whether this is a user, of whom a record is kept; false for addresses: anonymous callers never become users
 */
public record Caller(String subject, boolean user) {

    /** Refuses a blank subject. */
    public Caller {
        if (subject.isBlank()) {
            throw new IllegalArgumentException(
                    "the subject of a caller is blank; return no caller for a request without");
        }
    }
}
