package dev.ratelimit.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A complaint leaves out the password, wherever somebody wrote it. */
class AddressWithPasswordParameterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://host:6379/0?password=s3cret",
                "redis-sentinel://host:26379/0?sentinelPassword=s3cret#mymaster",
                "redis://host:6379/0?PASSWD=s3cret",
                "redis://:s3cret",
                "redis://alice:s3cret",
                "alice:s3cret",
                "host:6379,:s3cret@other:6379"
            })
    void isNotShown(String address) {
        assertThatThrownBy(() -> RedisTarget.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
    }
}
