package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.embedded.RedisBinary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A wrong path in the build must not let the tests of one Redis run unnoticed on another. */
@Tag("redis")
class ServerUnderTestTest {
    @Test
    void isTheOneTheBuildAskedFor() {
        String expected = System.getProperty("test.redis.version", "");
        String actual = RedisBinary.find().version();
        System.out.println("Redis under test: " + actual);
        assertThat(actual).contains(expected.isEmpty() ? " " : " " + expected + ".");
    }
}
