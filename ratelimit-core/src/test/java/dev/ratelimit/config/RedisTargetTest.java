package dev.ratelimit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ratelimit.config.RedisTarget.Kind;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisTargetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost | SERVER | localhost:6379",
                "my_redis:6380 | SERVER | my_redis:6380",
                "[::1]:6380 | SERVER | [::1]:6380",
                "redis://user:a,b@host:6380/2 | SERVER | host:6380",
                "rediss://host | SERVER | host:6379",
                "a:1,b:2 | CLUSTER | a:1 b:2",
                "a,[::1]:2, c | CLUSTER | a:6379 [::1]:2 c:6379",
                "redis://u:p@a:1,b:2 | CLUSTER | a:1 b:2",
                "redis-cluster://a:1 | CLUSTER | a:1",
                "rediss-cluster://a:1/0 | CLUSTER | a:1",
            })
    void readsServersAndNodes(String text, Kind kind, String expected) {
        RedisTarget target = RedisTarget.parse(text);
        assertThat(target.kind()).isEqualTo(kind);
        assertThat(target.addresses()).extracting(RedisTargetTest::place).containsExactly(expected.split(" "));
        assertThat(target.addresses()).allMatch(address -> address.isSsl() == text.startsWith("rediss"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis-sentinel://a:1,b:2#main | a:1 b:2",
                "redis-sentinel://a,[::1]/0#main | a:26379 [::1]:26379",
                "rediss-sentinel://u:pw@a:1/3?timeout=2s&sentinelMasterId=main | a:1",
            })
    void readsSentinels(String text, String expected) {
        RedisTarget target = RedisTarget.parse(text);
        assertThat(target.kind()).isEqualTo(Kind.SENTINEL);
        assertThat(target.address().getSentinelMasterId()).isEqualTo("main");
        List<RedisURI> sentinels = target.address().getSentinels();
        assertThat(sentinels).extracting(RedisTargetTest::place).containsExactly(expected.split(" "));
        assertThat(sentinels).allMatch(sentinel -> sentinel.isSsl() == text.startsWith("rediss"));
        assertThat(target.address().isSsl()).isEqualTo(text.startsWith("rediss"));
    }

    @Test
    void readsWhatElseAnAddressSays() {
        RedisURI server = RedisTarget.parse(
                        "rediss://us%40er:p%2Ca%40ss@h:1/3?timeout=2s&verifyPeer=CA&clientName=shop")
                .address();
        assertThat(server.getDatabase()).isEqualTo(3);
        assertThat(server.getTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(server.getVerifyMode()).isEqualTo(SslVerifyMode.CA);
        assertThat(server.getClientName()).isEqualTo("shop");
        assertThat(credentials(server)).isEqualTo("us@er p,a@ss");
        assertThat(RedisTarget.parse("rediss://h").address().getVerifyMode()).isEqualTo(SslVerifyMode.FULL);
    }

    @Test
    void thePasswordOfAnAddressIsOfItsServersOnly() {
        RedisURI address = RedisTarget.parse("redis-sentinel://u:pw@a:1#main").address();
        assertThat(credentials(address)).isEqualTo("u pw");
        assertThat(credentials(address.getSentinels().get(0))).isEqualTo("null null");
    }

    @Test
    void whatIsSaidBesideAnAddressChangesACopy() {
        RedisTarget target = RedisTarget.parse("redis-sentinel://u:pw@a:1,b:2/1#main");
        RedisURI changed = target.withDatabase(5)
                .withSentinelPassword("secret")
                .with(RedisCredentialsProvider.from(() -> RedisCredentials.just("x", "y")))
                .address();
        assertThat(changed.getDatabase()).isEqualTo(5);
        assertThat(changed.getSentinelMasterId()).isEqualTo("main");
        assertThat(credentials(changed)).isEqualTo("x y");
        assertThat(changed.getSentinels())
                .extracting(RedisTargetTest::credentials)
                .containsOnly("null secret");
        assertThat(credentials(target.address())).isEqualTo("u pw");
        assertThat(target.address().getSentinels())
                .extracting(RedisTargetTest::credentials)
                .containsOnly("null null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host:port",
                "host:0",
                "host:99999",
                ":6379",
                "::1",
                "a,,b",
                "a,b,",
                "http://u:secret@host",
                "redis://",
                "redis://u:secret@h:x",
                "redis://u:se{cret@h",
                "redis://u:secret@h/0#main",
                "redis-sentinel://u:secret@h:1",
                "redis-sentinel://u:secret@#main",
                "redis-cluster://u:secret@h:1/2",
                "a:1,b:2/2",
                "redis-cluster://a:1?database=1",
                "redis-cluster://a:1/?database=1",
                "redis://h/0?sentinelMasterId=main",
            })
    void refusesWhatIsNoAddressWithoutShowingAPassword(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisTarget.parse(text))
                .withMessageStartingWith(
                        "\"" + Values.withoutPassword(text) + "\" cannot be used; accepted are host:port")
                .withMessageContaining("redis-sentinel://host:port,host:port#master")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"))
                .withNoCause();
    }

    @Test
    void showsNoPassword() {
        assertThat(RedisTarget.parse("redis://u:secret@a:1,b:2")).asString().doesNotContain("secret");
        assertThat(RedisTarget.parse("redis-sentinel://u:secret@a:1#main").withSentinelPassword("hidden"))
                .asString()
                .contains("a:1")
                .doesNotContain("secret")
                .doesNotContain("hidden");
    }

    private static String place(RedisURI address) {
        return address.getHost() + ":" + address.getPort();
    }

    private static String credentials(RedisURI address) {
        RedisCredentials found =
                address.getCredentialsProvider().resolveCredentials().block();
        char[] password = found.getPassword();
        return found.getUsername() + " " + (password == null ? null : String.valueOf(password));
    }
}
