package dev.ratelimit.sample.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Traffic on a shop that counts who comes. */
class TrafficTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private Traffic traffic = new Traffic(LONG);
    private Crowded shop;

    @BeforeEach
    void open() throws IOException {
        shop = new Crowded(0);
    }

    @AfterEach
    void close() {
        traffic.stop();
        shop.close();
    }

    @Test
    void isNoneBeforeItStarts() {
        assertThat(traffic.state()).isEqualTo(new State(false, 0, 0, 0));
        assertThat(traffic.stop()).isEqualTo(State.NONE);
    }

    @Test
    void sendsEveryVisitorAndCountsWhoIsRefused() {
        State started = traffic.start(shop.address());
        await().until(() -> shop.came.size() == 22 && shop.came("crawler") > 1);
        traffic.stop();
        awaitNoThread();

        assertThat(started.running()).isTrue();
        assertThat(started.secondsLeft()).isEqualTo(60);
        assertThat(traffic.state()).isEqualTo(new State(false, 0, shop.all(), shop.came("crawler")));
    }

    @Test
    void endsByItselfAndLeavesNoThread() {
        traffic = new Traffic(Duration.ofMillis(300));
        traffic.start(shop.address());

        await().until(() -> !traffic.state().running());
        awaitNoThread();
        assertThat(traffic.state().secondsLeft()).isZero();
        assertThat(traffic.state().sent()).isEqualTo(shop.all()).isPositive();
    }

    @Test
    void isProlongedByAnotherStart() {
        traffic.start(shop.address());
        await().until(() ->
                traffic.state().secondsLeft() < 60 && traffic.state().sent() > 0);
        long sent = traffic.state().sent();

        State prolonged = traffic.start(shop.address());

        assertThat(prolonged.secondsLeft()).isEqualTo(60);
        assertThat(prolonged.sent()).isGreaterThanOrEqualTo(sent);
    }

    @Test
    void outlivesAnEndThatWasMoved() {
        Load load = new Load(shop.address(), Duration.ofSeconds(2));
        load.prolong(LONG);

        await().until(() -> load.state().secondsLeft() < 58);
        assertThat(load.state().running()).isTrue();
        load.stop();
    }

    @Test
    void countsAfreshWithTheNextStart() {
        traffic.start(shop.address());
        await().until(() -> traffic.state().refused() > 1);
        traffic.stop();
        awaitNoThread();

        assertThat(traffic.start(shop.address()).refused()).isZero();
        await().until(() -> traffic.state().sent() > 0);
    }

    @Test
    void comesAgainWhenTheShopIsBack() throws IOException {
        URI gone = shop.address();
        shop.close();
        traffic.start(gone);
        // Everybody has tried once by now.
        await().until(() -> traffic.state().secondsLeft() < 59);
        assertThat(traffic.state().sent()).isZero();

        shop = new Crowded(gone.getPort());

        await().until(() -> traffic.state().sent() > 0);
    }

    private static void awaitNoThread() {
        await().until(() -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sample-traffic"))
                .count();
    }
}
