package dev.ratelimit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import org.junit.jupiter.api.Test;

class StagesSeenTest {

    @Test
    void aLaterStageIsSeenWithTheFirst() {
        Sampler sampler = new Sampler();
        Glimpse glimpse =
                sampler.saw(RequestFacts.ofUser("alice"), Verdict.without(true, Source.REDIS, 5), 2, "/orders/*");
        assertThat(glimpse).isNotNull();
        assertThat(sampler.fetch().glimpses()).as("it may not be over").isEmpty();
        glimpse.then(Verdict.without(false, Source.REDIS, 9), "/orders/{id}");
        Seen seen = sampler.fetch().glimpses().get(0).seen();
        assertThat(seen.atMillis()).isEqualTo(5);
        assertThat(seen.request().allowed()).isFalse();
        assertThat(seen.request().route()).isEqualTo("/orders/{id}");
        assertThat(seen.request().cost()).isEqualTo(2);
        assertThat(sampler.fetch().glimpses()).isEmpty();
    }
}
