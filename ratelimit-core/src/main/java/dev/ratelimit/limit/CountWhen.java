package dev.ratelimit.limit;

import java.util.List;

/**
 * Which responses count: {@code count_when} in a rule. A login of 5 a minute with {@code CountWhen.of("401", "403")} is
 * limited by failures only: after 5 of them the sixth request is denied, while somebody who knows his password may log in a
 * thousand times. Immutable.
 *
 * @param statuses of the responses that count, at least one
 * @param reserve whether the units are taken before the request and put back if its response does not count, so that
 *     requests side by side cannot slip through; else they are counted after the response, and a request passes while
 *     anything is left. True by default
 */
public record CountWhen(List<StatusRange> statuses, boolean reserve) {

    /**
     * Keeps a copy of the statuses.
     *
     * @throws IllegalArgumentException when there is none
     */
    public CountWhen {
        statuses = List.copyOf(statuses);
        if (statuses.isEmpty()) {
            throw new IllegalArgumentException("count_when has no status; accepted are " + StatusRange.ACCEPTED);
        }
    }

    /**
     * Counts the responses of these statuses, taking the units before the request.
     *
     * @param statuses such as {@code 401}, or {@code 4xx} for all from 400 to 499
     * @throws IllegalArgumentException when there is none, or naming what is not a status
     */
    public static CountWhen of(String... statuses) {
        return new CountWhen(List.of(statuses).stream().map(StatusRange::parse).toList(), true);
    }

    /** The same responses, counted once they are there. */
    public CountWhen afterwards() {
        return new CountWhen(statuses, false);
    }

    /** Whether a response of this status counts. */
    public boolean counts(int status) {
        for (int i = 0; i < statuses.size(); i++) {
            if (statuses.get(i).contains(status)) {
                return true;
            }
        }
        return false;
    }
}
