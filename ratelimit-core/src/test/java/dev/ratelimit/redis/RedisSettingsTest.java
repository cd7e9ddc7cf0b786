package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost, 6379",
        "127.0.0.1:6380, 127.0.0.1, 6380",
        "[::1]:6380, [::1], 6380",
        "redis://user:secret@host:6380/2, host, 6380",
        "rediss://host, host, 6379",
    })
    void readsHostAndPort(String text, String host, int port) {
        assertThat(RedisSettings.address(text).getHost()).isEqualTo(host);
        assertThat(RedisSettings.address(text).getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "host:port", "host:99999", ":6379", "::1", "http://host", "redis://", "redis://u:secret@h:x"
            })
    void refusesWhatIsNoAddressWithoutShowingAPassword(String text) {
        assertThatThrownBy(() -> RedisSettings.address(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host:port")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }
}
