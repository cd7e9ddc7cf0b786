package dev.ratelimit.traffic;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.http.Caller;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import java.util.Map;

/** Requests for tests of the log. */
public final class Requests {

    private Requests() {}

    /** What is to be seen of one that passed. */
    static Seen seen(long atMillis, String user, String route, int times) {
        return new Seen(
                atMillis,
                new Alike(
                        Fingerprint.of(user),
                        Who.USER,
                        0,
                        "shop",
                        "GET",
                        route,
                        null,
                        1,
                        Source.REDIS,
                        true,
                        Map.of("default", Outcome.ALLOWED)),
                times);
    }

    /** Lets a sampler see one. */
    static void come(Sampler sampler, String user, long atMillis) {
        RequestFacts facts = new RequestFacts(
                TestRequest.get("/orders"), Identification.defaults().withResolver(request -> new Caller(user, true)));
        sampler.saw(facts, Verdict.without(true, Source.NO_RULE, atMillis), 1, "/orders");
    }

    /** Lets a writer that was not started do what its thread does about once a second. */
    public static void tick(TrafficWriter writer) {
        writer.tick();
    }

    /** Writes all that was seen so far. */
    public static void flush(TrafficWriter writer) {
        writer.flush();
    }
}
