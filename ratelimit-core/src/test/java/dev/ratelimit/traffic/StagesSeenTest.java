package dev.ratelimit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.Surroundings;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagesSeenTest {

    @Test
    void aLaterStageIsSeenWithTheFirst() {
        Sampler sampler = new Sampler();
        Glimpse glimpse =
                sampler.saw(RequestFacts.ofUser("alice"), Verdict.without(true, Source.REDIS, 5), 2, "/orders/*");
        assertThat(glimpse).isNotNull();
        assertThat(sampler.fetch().glimpses()).as("it may not be over").isEmpty();
        glimpse.then(RequestFacts.ofUser("alice"), Verdict.without(false, Source.REDIS, 9), "/orders/{id}");
        Seen seen = sampler.fetch().glimpses().get(0).seen();
        assertThat(seen.atMillis()).isEqualTo(5);
        assertThat(seen.request().allowed()).isFalse();
        assertThat(seen.request().route()).isEqualTo("/orders/{id}");
        assertThat(seen.request().cost()).isEqualTo(2);
        assertThat(sampler.fetch().glimpses()).isEmpty();
    }

    private static RequestFacts facts(TestRequest request) {
        RequestFacts facts = new RequestFacts(request, Identification.defaults());
        return facts.in(new Surroundings("shop", InstantSource.system(), user -> "gold"));
    }

    private static Alike seen(RequestFacts first, RequestFacts later) {
        Verdict verdict = Verdict.without(true, Source.REDIS, 5);
        Glimpse glimpse = new Sampler().saw(first, verdict, 1, "/orders");
        assertThat(glimpse).isNotNull();
        glimpse.then(later, verdict, "/orders");
        return glimpse.seen().request();
    }

    @Test
    void whoIsKnownAtALaterStageOnlyIsWhoItWas() {
        RequestFacts first = facts(TestRequest.get("/orders").from("198.51.100.7"));
        Alike seen = seen(first, facts(TestRequest.get("/orders").principal("alice")));
        assertThat(seen.caller()).isEqualTo(Fingerprint.of("alice"));
        assertThat(seen.who()).isEqualTo(Who.USER);
        assertThat(seen.plan()).isEqualTo("gold");
        assertThat(seen.address()).as("for which the first one asked").isEqualTo(Fingerprint.of("198.51.100.7"));
    }

    /** Of each user all requests are there or none, whatever the addresses. */
    @Test
    void theSampleIsByTheCallerWhoIsKnownLast() {
        Sampler sampler = new Sampler();
        sampler.level(2);
        sampler.fetch();
        sampler.fetch();
        Verdict verdict = Verdict.without(true, Source.REDIS, 5);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            String user = "user-" + i % 100;
            TestRequest request = TestRequest.get("/orders").from("198.51." + i % 100 + "." + i % 251);
            Glimpse glimpse = sampler.saw(facts(request), verdict, 1, "/orders");
            RequestFacts later = facts(request.principal(user));
            if (glimpse == null) {
                sampler.saw(later, verdict, 1, "/orders");
            } else {
                glimpse.then(later, verdict, "/orders");
            }
            if (Fingerprint.isKept(Fingerprint.of(user), 2)) {
                expected.merge(Fingerprint.of(user), 1, Integer::sum);
            }
        }
        Pending pending = new Pending();
        pending.add(sampler.fetch(), 0, 5);
        pending.add(sampler.fetch(), 0, 5);
        assertThat(pending.level()).isEqualTo(2);
        Map<Long, Integer> seen = new HashMap<>();
        pending.blob().seen().forEach(one -> seen.merge(one.request().caller(), one.times(), Integer::sum));
        assertThat(seen).isNotEmpty().isEqualTo(expected);
    }
}
