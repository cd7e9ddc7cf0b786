package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    private static final Limit TOKEN = Limit.perMinute(10);
    private static final Limit FIXED = Limit.window(Algorithm.FIXED_WINDOW, 10, Duration.ofMinutes(1));

    /** Pieces of which two different subjects could make the same key, were they not escaped. */
    private static final String[] PIECES = {
        "",
        "a",
        "b",
        ":",
        "%",
        ".",
        "{",
        "}",
        "%3A",
        "3A",
        "%h",
        "%u",
        "\uD800",
        "\uDC00",
        "\uD83D\uDE00",
        "?",
        "\uFFFD",
        " ",
        "\n",
        "\0",
        "ö",
        "o\u0308",
        "default",
        "users",
        "token",
        "x".repeat(256),
        "x".repeat(257)
    };

    private final Keys keys = new Keys("ratelimit");
    private final Keys tagged = new Keys("ratelimit", true);

    @Test
    void plainIdsStayReadable() {
        assertThat(key("default", TOKEN, "alice")).isEqualTo("ratelimit:token:alice");
        assertThat(key("default", FIXED, "alice")).isEqualTo("ratelimit:fixed_window:alice");
        assertThat(key("search", TOKEN, "alice")).isEqualTo("ratelimit:token:search:alice");
        assertThat(key("search", TOKEN.named("month"), "alice")).isEqualTo("ratelimit:token:search.month:alice");
        assertThat(key("search", TOKEN, "alice", "/orders")).isEqualTo("ratelimit:token:search:alice:/orders");
        assertThat(text(keys.users())).isEqualTo("ratelimit:users");
        assertThat(text(keys.user("alice"))).isEqualTo("ratelimit:users:alice");
    }

    @Test
    void onAClusterTheFirstPartOfTheSubjectIsTheHashTag() {
        assertThat(onCluster("default", TOKEN, "alice")).isEqualTo("ratelimit:token:{alice}");
        assertThat(onCluster("search", TOKEN, "alice", "/orders")).isEqualTo("ratelimit:token:search:{alice}:/orders");
        assertThat(onCluster("search", TOKEN.named("month"), "a{b}c"))
                .isEqualTo("ratelimit:token:search.month:{a%7Bb%7Dc}");
        assertThat(onCluster("all", TOKEN)).isEqualTo("ratelimit:token:all:{%none}");
        assertThat(onCluster("all", TOKEN, "", "b")).isEqualTo("ratelimit:token:all:{%empty}:b");
        assertThat(text(tagged.user("alice"))).isEqualTo("ratelimit:users:{alice}");
    }

    @Test
    void onAClusterWhatOneScriptTouchesSharesASlot() {
        assertThat(text(tagged.stored("rules"))).isEqualTo("ratelimit:{rules}");
        assertThat(text(tagged.history("rules"))).isEqualTo("ratelimit:{rules}:history");
        assertThat(text(tagged.version())).isEqualTo("ratelimit:{rules}:version");
        assertThat(text(tagged.history("plans"))).isEqualTo("ratelimit:{rules}:plans:history");
        assertThat(List.of("rules", "plans", "allow", "deny", "mode", "annotated", "nodes"))
                .allSatisfy(shared -> assertThat(SlotHash.getSlot(tagged.stored(shared)))
                        .isEqualTo(SlotHash.getSlot(tagged.version()))
                        .isEqualTo(SlotHash.getSlot(tagged.versions())));
        assertThat(text(tagged.users())).isEqualTo("ratelimit:users");
    }

    @Test
    void onAClusterACallGoesWhereItsKeysAre() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 10_000; i++) {
            Charge charge = charge(random);
            int slot = SlotHash.getSlot(tagged.bucket(charge));
            assertThat(SlotHash.getSlot(tagged.tag(new Call(Action.TAKE, List.of(charge), null))))
                    .isEqualTo(slot);
            if (!charge.subject().isEmpty()) {
                assertThat(SlotHash.getSlot(tagged.user(charge.subject().get(0))))
                        .isEqualTo(slot);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a:b, a%3Ab",
        "50%, 50%25",
        "{tag}, %7Btag%7D",
        "'two words', two%20words",
        "zoë, zo%C3%AB",
        "😀, %F0%9F%98%80",
        "a@b.org, a@b.org",
        "2001:db8::/64, 2001%3Adb8%3A%3A/64"
    })
    void escapesWhatHasAMeaningInAKey(String id, String escaped) {
        assertThat(key("default", TOKEN, id)).isEqualTo("ratelimit:token:" + escaped);
        assertThat(text(keys.user(id))).isEqualTo("ratelimit:users:" + escaped);
    }

    @Test
    void unpairedSurrogatesDoNotMerge() {
        assertThat(key("default", TOKEN, "\uD800a")).isEqualTo("ratelimit:token:%uD800a");
        assertThat(key("default", TOKEN, "\uD801a")).isEqualTo("ratelimit:token:%uD801a");
        assertThat(key("default", TOKEN, "\uDE00\uD83D")).isEqualTo("ratelimit:token:%uDE00%uD83D");
    }

    @Test
    void hashesLongParts() {
        assertThat(key("default", TOKEN, "x".repeat(256))).hasSize("ratelimit:token:".length() + 256);
        assertThat(key("default", TOKEN, "x".repeat(257))).matches("ratelimit:token:%h[0-9A-F]{64}");
        assertThat(key("default", TOKEN, "x".repeat(1_000_000))).hasSizeLessThan(100);
    }

    @Test
    void aDotInARuleIsNotTheDotBeforeAName() {
        assertThat(key("a", TOKEN.named("b.c"), "s")).isNotEqualTo(key("a.b", TOKEN.named("c"), "s"));
        assertThat(key("a.b", TOKEN, "s")).isNotEqualTo(key("a", TOKEN.named("b"), "s"));
    }

    @Test
    void aRuleWithoutSubjectIsNotAUserOfTheDefaultRule() {
        assertThat(key("alice", TOKEN)).isNotEqualTo(key("default", TOKEN, "alice"));
        assertThat(key("default", TOKEN)).isNotEqualTo(key("default", TOKEN, "default"));
        assertThat(key("alice", TOKEN)).isNotEqualTo(key("alice", TOKEN, ""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void differentTuplesNeverShareAKey(boolean cluster) {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Charge> seen = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            Charge charge = charge(random);
            Charge other = seen.putIfAbsent(text((cluster ? tagged : keys).bucket(charge)), charge);
            assertThat(other).isIn(null, charge);
        }
        assertThat(seen.size()).isGreaterThan(10_000);
    }

    @Test
    void isPlainAscii() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 10_000; i++) {
            assertThat(text(keys.bucket(charge(random)))).matches("[!-~]+");
        }
    }

    private static Charge charge(SplittableRandom random) {
        List<String> subject = new ArrayList<>();
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            subject.add(pick(random, PIECES) + pick(random, PIECES));
        }
        Limit limit = random.nextBoolean() ? TOKEN : FIXED;
        String name = pick(random, "", "", "a", "a.b", ".");
        String rule = pick(random, "default", "a", "b", "a.b", "a.a", "token", "users");
        return new Charge(rule, limit.named(name), subject, 1, Charge.ENFORCED, FailurePolicy.LOCAL);
    }

    private static String pick(SplittableRandom random, String... from) {
        return from[random.nextInt(from.length)];
    }

    private String key(String rule, Limit limit, String... subject) {
        return text(keys.bucket(new Charge(rule, limit, List.of(subject), 1, Charge.ENFORCED, FailurePolicy.LOCAL)));
    }

    private String onCluster(String rule, Limit limit, String... subject) {
        return text(tagged.bucket(new Charge(rule, limit, List.of(subject), 1, Charge.ENFORCED, FailurePolicy.LOCAL)));
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}
