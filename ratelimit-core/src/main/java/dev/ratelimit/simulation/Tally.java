package dev.ratelimit.simulation;

/**
 * How many requests; where not every caller is in the sample, an estimate.
 *
 * @param requests that the draft is about
 * @param denied that it would have denied
 * @param current that the rule in force of the same id denied
 * @param currentShadow that it would have denied, were it not in shadow
 * @param newly that would have been denied and were not
 * @param noLonger that were denied by that rule alone, and would not have been by the draft
 */
public record Tally(long requests, long denied, long current, long currentShadow, long newly, long noLonger) {

    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    Tally and(Tally more) {
        return new Tally(
                requests + more.requests,
                denied + more.denied,
                current + more.current,
                currentShadow + more.currentShadow,
                newly + more.newly,
                noLonger + more.noLonger);
    }
}
