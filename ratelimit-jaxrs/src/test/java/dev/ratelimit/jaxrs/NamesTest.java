package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.RateLimiter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamesTest {

    private final RateLimiter limiter = Limits.annotated();
    private final Names names = Names.of(limiter);

    @AfterEach
    void close() {
        limiter.close();
    }

    @Test
    void areOfOneClassInAllApplicationsOfALimiter() {
        assertThat(names.take("old", Old.Orders.class)).isTrue();
        assertThat(names.take("old", Old.Orders.class)).isTrue();
        assertThat(names.take("same", Old.Orders.class)).isTrue();
        assertThat(Names.of(limiter).take("new", New.Orders.class)).isFalse();
    }

    @Test
    void areOthersForAnotherLimiter() {
        names.take("old", Old.Orders.class);
        try (RateLimiter other = Limits.annotated()) {
            assertThat(Names.of(other).take("new", New.Orders.class)).isTrue();
        }
    }

    @Test
    void areFreeAgainAfterTheApplication() {
        names.take("old", Old.Orders.class);
        names.leave("old");
        assertThat(names.take("new", New.Orders.class)).isTrue();
    }

    private static final class Old {
        private static final class Orders {}
    }

    private static final class New {
        private static final class Orders {}
    }
}
