package dev.ratelimit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.store.StoreException.Trouble;
import org.junit.jupiter.api.Test;

class ServerHealthTest {

    private final ManualClock clock = new ManualClock();
    private final ServerHealth untried = new ServerHealth(new OutageLog("Redis server b", clock), true, clock);

    @Test
    void oneThatIsUntriedIsNotAskedBeforeItAnsweredAProbe() {
        assertThat(untried.lost()).isTrue();
        assertThat(untried.cause()).isEqualTo("new");
        untried.probed();
        assertThat(untried.lost()).isFalse();
    }

    @Test
    void oneThatAnswersNoProbeIsLost() {
        for (int i = 0; i < 5; i++) {
            assertThat(untried.untried()).isTrue();
            untried.failed(new StoreException(Trouble.TIMEOUT, "late", null));
        }
        assertThat(untried.untried()).isFalse();
        assertThat(untried.lost()).isTrue();
        assertThat(untried.cause()).isEqualTo("timeout");
    }
}
