package dev.ratelimit.traffic;

import dev.ratelimit.http.Caller;
import dev.ratelimit.http.RequestFacts;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Who made a request, as far as a stage knew.
 *
 * @param caller as {@link Alike} has it
 * @param who the same
 * @param address the same
 * @param plan the same
 */
record Origin(long caller, Who who, long address, @Nullable String plan) {

    static Origin of(RequestFacts facts) {
        Caller caller = facts.caller();
        String ip = facts.addressAsked() ? facts.ipSubject() : null;
        long address = ip == null ? 0 : Fingerprint.of(ip);
        if (caller == null) {
            return new Origin(anybody(address), Who.NOBODY, address, facts.plan());
        }
        Who who = caller.user() ? Who.USER : Who.ADDRESS;
        return new Origin(Fingerprint.of(caller.subject()), who, address, facts.plan());
    }

    /** Requests of nobody in particular are sampled by their address, else one by one. */
    private static long anybody(long address) {
        return address != 0 ? address : ThreadLocalRandom.current().nextLong();
    }

    /** The same request at a later stage; for the address an earlier one may have asked. */
    Origin then(Origin later) {
        return later.address != 0 ? later : new Origin(later.caller, later.who, address, later.plan);
    }
}
