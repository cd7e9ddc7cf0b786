package dev.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"alice", "a b", "%zz", "\u00e4\u20ac", "\ud83d\ude00", "a\nb"})
    void acceptsEveryTextThatIsOneUser(String id) {
        assertThat(UserIds.accepts(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\ud800", "a\udc00", "\ude00\ud83d", "\ufffd"})
    void refusesWhatCouldBeSeveral(String id) {
        assertThat(UserIds.accepts(id)).isFalse();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(UserIds.accepts("x".repeat(500))).isTrue();
        assertThat(UserIds.accepts("x".repeat(501))).isFalse();
    }
}
