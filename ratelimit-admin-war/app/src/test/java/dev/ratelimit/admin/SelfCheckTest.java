package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.admin.SettingsResource.Remark;
import dev.ratelimit.node.Node;
import dev.ratelimit.node.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfCheckTest {

    private static final Server FINE = new Server("", "7.0.15", "noeviction", Duration.ZERO);

    private static Node node(String version, String store, String keySecret) {
        return new Node(
                "id", "host", null, version, "17", Instant.EPOCH, Instant.EPOCH, 0, "enforce", store, keySecret);
    }

    private static List<Remark> remarks(Server... servers) {
        Node self = node("1.0.0", "redis", "3f9c1a2b");
        return SelfCheck.of(new SelfCheck.Seen(self, List.of(self), List.of(servers), false, true));
    }

    @Test
    void whereAllIsWellNothingIsSaid() {
        assertThat(remarks(FINE)).isEmpty();
        assertThat(remarks(new Server("", null, null, Duration.ZERO)))
                .as("may not be asked")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5.0.14, true",
        "6.0.16, true",
        "6.1, true",
        "6.2.0, false",
        "7.0.15, false",
        "10.0, false",
        "new, false"
    })
    void anOldRedisIsFound(String version, boolean old) {
        assertThat(remarks(new Server("", version, "noeviction", Duration.ZERO)))
                .extracting(Remark::code)
                .isEqualTo(old ? List.of("old-redis") : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "noeviction, false",
        "volatile-ttl, false",
        "allkeys-lru, true",
        "allkeys-random, true",
        "volatile-lru, true"
    })
    void aRedisThatForgetsBucketsIsFound(String policy, boolean forgets) {
        assertThat(remarks(new Server("", "7.0.15", policy, Duration.ZERO)))
                .extracting(Remark::code)
                .isEqualTo(forgets ? List.of("evicting-redis") : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "1000, ",
        "-1000, ",
        "1001, 1.0 s behind that of Redis",
        "-1001, 1.0 s ahead of that of Redis",
        "-62370, 62.3 s ahead of"
    })
    void clocksThatAreApartAreFound(long aheadMillis, @Nullable String words) {
        List<Remark> remarks = remarks(new Server("", null, null, Duration.ofMillis(aheadMillis)));
        assertThat(remarks).hasSize(words == null ? 0 : 1).allSatisfy(remark -> {
            assertThat(remark.code()).isEqualTo("clocks-apart");
            assertThat(remark.message()).contains(words);
        });
    }

    @Test
    void eachServerOfSeveralIsNamed() {
        assertThat(remarks(FINE, new Server("10.0.0.7:6379", "5.0.0", "noeviction", Duration.ZERO)))
                .extracting(Remark::message)
                .singleElement()
                .asString()
                .startsWith("Redis at 10.0.0.7:6379 is of version 5.0.0");
    }

    @Test
    void nodesThatDifferAreFound() {
        Node self = node("1.0.0", "redis", "3f9c1a2b");
        List<Node> all = List.of(self, node("1.1.0", "redis", "none"), self);
        List<Remark> remarks = SelfCheck.of(new SelfCheck.Seen(self, all, List.of(FINE), false, true));
        assertThat(remarks).extracting(Remark::code).containsExactly("mixed-versions", "mixed-key-secrets");
        assertThat(remarks.get(0).message()).contains("1.0.0, 1.1.0");
        assertThat(remarks).extracting(Remark::message).noneMatch(message -> message.contains("3f9c1a2b"));
    }
}
