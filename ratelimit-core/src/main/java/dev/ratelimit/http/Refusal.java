package dev.ratelimit.http;

import java.util.List;

/**
 * The whole response to a request that may not pass.
 *
 * @param status such as 429
 * @param contentType of the body
 * @param body to be written as UTF-8
 * @param headers further lines, in order
 */
public record Refusal(int status, String contentType, String body, List<Header> headers) {

    /** Keeps a copy of the lines. */
    public Refusal {
        headers = List.copyOf(headers);
    }
}
