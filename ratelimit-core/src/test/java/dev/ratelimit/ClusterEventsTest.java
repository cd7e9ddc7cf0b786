package dev.ratelimit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class ClusterEventsTest extends EventsContract {

    @RegisterExtension
    static final ClusterLook cluster = new ClusterLook();

    @Override
    RateLimiterBuilder builder() {
        return cluster.builder();
    }
}
