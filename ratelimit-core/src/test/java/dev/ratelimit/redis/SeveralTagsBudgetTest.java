package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.config.RedisTarget;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.FailoverStore;
import dev.ratelimit.store.MemoryStore;
import dev.ratelimit.store.SteadyClock;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.TagSplit;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A check of several tags has one budget, twice where something is put back (README); not one for each tag. */
@Tag("redis")
class SeveralTagsBudgetTest {

    private static final Duration BUDGET = Duration.ofMillis(200);

    @Test
    void theBudgetIsThatOfTheWholeCheck() {
        SteadyClock clock = new SteadyClock();
        try (RedisServer server = RedisServer.start();
                Store store = new TagSplit(new FailoverStore(
                        RedisStores.open(
                                RedisTarget.parse(server.address()).address(),
                                new RedisSettings("ratelimit", BUDGET, 1)),
                        new MemoryStore(clock, Source.LOCAL, 1_000),
                        clock))) {
            await().until(() -> Charges.take(store, Limit.perDay(10), "s", 0).source() == Source.REDIS);
            server.suspend();
            Charge[] charges = IntStream.range(0, 6)
                    .mapToObj(i -> Charges.charge("rule" + i, Limit.perDay(10), "tag" + i, 1))
                    .toArray(Charge[]::new);
            long start = System.nanoTime();
            Charges.decided(store, Charges.take(charges));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            server.resume();
            assertThat(took).isLessThan(BUDGET.multipliedBy(2).plusMillis(100));
        }
    }
}
