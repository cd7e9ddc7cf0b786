package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.KeyResolver;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.list.ListEntry;
import dev.ratelimit.list.ListRepository;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of the lists, wherever they are kept. */
abstract class ListsContract extends LimiterContract {

    static final Rule BY_IP = Rule.of("ip", Key.of("ip"), Limit.perHour(1));

    final RateLimiter limiter() {
        return limiter(Limit.perHour(1));
    }

    private static Verdict from(RateLimiter limiter, String address) {
        return limiter.check(TestRequest.get("/").from(address));
    }

    @Test
    void whoIsDeniedIsRefusedAndCountsNothing() {
        RateLimiter limiter = limiter();
        limiter.denyList().put("alice", "spam", "carol", null);
        Verdict refused = limiter.check("alice");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.source()).isEqualTo(Source.DENY_LIST);
        assertThat(refused.banned()).isFalse();
        assertThat(refused.retryAfterMillis()).isZero();
        assertThat(limiter.check("default", "alice", 1).source()).isEqualTo(Source.DENY_LIST);

        assertThat(limiter.denyList().remove("alice")).isTrue();
        assertThat(limiter.denyList().remove("alice")).isFalse();
        assertThat(limiter.check("alice").allowed()).isTrue();
    }

    @Test
    void whoIsAllowedPassesAllRulesAndIsHeardOf() {
        List<Source> heard = new ArrayList<>();
        RateLimiter limiter = opened(builder()
                .defaultLimit(Limit.perHour(1))
                .listener((verdict, took) -> heard.add(verdict.source()))
                .build());
        limiter.allowList().put("alice", "our monitoring", "carol", null);
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.check("alice").allowed()).isTrue();
        }
        assertThat(heard).containsExactly(Source.ALLOW_LIST, Source.ALLOW_LIST, Source.ALLOW_LIST);
    }

    @Test
    void denyingWinsOverAllowingHoweverSmallTheNetwork() {
        RateLimiter limiter = limiter(Limit.perHour(1), BY_IP);
        limiter.allowList().put("ip:10.1.2.3", "", "carol", null);
        limiter.denyList().put("10.0.0.0/8", "", "carol", null);
        assertThat(from(limiter, "10.1.2.3").source()).isEqualTo(Source.DENY_LIST);
        assertThat(from(limiter, "11.1.2.3").allowed()).isTrue();
        limiter.denyList().remove("10.0.0.0/8");
        assertThat(from(limiter, "10.1.2.3").source()).isEqualTo(Source.ALLOW_LIST);
    }

    @Test
    void theSmallestNetworkDecidesWhenItEnds() {
        RateLimiter limiter = limiter(Limit.perHour(1), BY_IP);
        Instant end = Instant.now().plusSeconds(1_000);
        limiter.denyList().put("2001:db8::/32", "", "carol", null);
        limiter.denyList().put("2001:db8:7::/48", "", "carol", end);
        assertThat(from(limiter, "2001:db8:7::1").banned()).isTrue();
        assertThat(from(limiter, "2001:db8:7::1").retryAfterMillis()).isBetween(900_000L, 1_001_000L);
        assertThat(from(limiter, "2001:db8:8::1").banned()).isFalse();
        assertThat(from(limiter, "2001:db9::1").allowed()).isTrue();
    }

    @Test
    void anApiKeyIsListedAndNotKept() {
        RateLimiter limiter = opened(builder()
                .identification(Identification.defaults().withResolver(KeyResolver.header("X-Api-Key")))
                .defaultLimit(Limit.perHour(5))
                .build());
        ListEntry entry = limiter.denyList().put("key:s3cr3t", "leaked", "carol", null);
        assertThat(entry.entry()).startsWith("key:").doesNotContain("s3cr3t");
        assertThat(limiter.check(TestRequest.get("/").header("X-Api-Key", "s3cr3t"))
                        .source())
                .isEqualTo(Source.DENY_LIST);
        assertThat(limiter.check(TestRequest.get("/").header("X-Api-Key", "other"))
                        .allowed())
                .isTrue();
        assertThat(limiter.denyList().find("key:s3cr3t")).contains(entry);
        assertThat(limiter.denyList().remove("key:s3cr3t")).isTrue();
    }

    /** Also where the request is counted by something else: its user, and here no rule but one of another header. */
    @Test
    void anApiKeyIsListedWhoeverTheCallerIs() {
        RateLimiter limiter = opened(builder()
                .identification(Identification.defaults()
                        .withResolver(KeyResolver.firstOf(KeyResolver.principal(), KeyResolver.header("X-Api-Key"))))
                .rules(List.of(Rule.of("tokens", Key.of("header:X-Token"), Limit.perHour(5))))
                .build());
        limiter.denyList().put("key:s3cr3t", "leaked", "carol", null);
        for (String header : List.of("X-Api-Key", "X-Token")) {
            assertThat(withHeader(limiter, header, "s3cr3t").source()).isEqualTo(Source.DENY_LIST);
            assertThat(withHeader(limiter, header, "other").allowed()).isTrue();
        }
    }

    private static Verdict withHeader(RateLimiter limiter, String name, String value) {
        return limiter.check(TestRequest.get("/").principal("alice").header(name, value));
    }

    @Test
    void ofTwoBansTheLongerOneCounts() {
        RateLimiter limiter = limiter(Limit.perHour(1), BY_IP);
        Instant now = Instant.now();
        limiter.denyList().put("alice", "", "carol", now.plusSeconds(100));
        limiter.denyList().put("ip:10.1.2.3", "", "carol", now.plusSeconds(1_000));
        TestRequest request = TestRequest.get("/").principal("alice").from("10.1.2.3");
        assertThat(limiter.check(request).retryAfterMillis()).isBetween(900_000L, 1_001_000L);
        limiter.denyList().put("alice", "", "carol", null);
        assertThat(limiter.check(request).banned()).as("an end").isFalse();
    }

    @Test
    void nothingIsDeniedWhileTheSwitchIsOnShadowOrOff() {
        RateLimiter limiter = limiter();
        limiter.denyList().put("alice", "spam", "carol", null);
        limiter.modeRepository().set(Mode.SHADOW, null, "carol");
        assertThat(limiter.check("alice").allowed()).isTrue();
        limiter.modeRepository().set(Mode.OFF, null, "carol");
        assertThat(limiter.check("alice").allowed()).isTrue();
    }

    @Test
    void entriesTellWhyAndAreListedInOrder() {
        ListRepository list = limiter().denyList();
        Instant end = Instant.now().plusSeconds(100);
        list.put("bob", "spam", "carol", end);
        list.put("alice", "", "dave", null);
        list.put("10.0.0.0/8", "", "dave", null);
        assertThat(list.list("", 10)).extracting(ListEntry::entry).containsExactly("10.0.0.0/8", "alice", "bob");
        assertThat(list.list("10.0.0.0/8", 1)).extracting(ListEntry::entry).containsExactly("alice");
        ListEntry bob = list.find("bob").orElseThrow();
        assertThat(bob.reason()).isEqualTo("spam");
        assertThat(bob.author()).isEqualTo("carol");
        assertThat(bob.expiresAt()).isBetween(end, end.plusSeconds(1));
        list.put("bob", "more spam", "erin", null);
        assertThat(list.find("bob").orElseThrow().reason()).isEqualTo("more spam");
        assertThat(list.find("nobody")).isEmpty();
    }

    @Test
    void refusesWhatCannotHold() {
        ListRepository list = limiter().denyList();
        Instant past = Instant.now().minusSeconds(1);
        assertThatThrownBy(() -> list.put("alice", "", "carol", past))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is over; accepted are instants to come");
        assertThatThrownBy(() -> list.put("alice", "x".repeat(1_001), "carol", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1001 characters");
        assertThatThrownBy(() -> list.put("10.0.0.1/8", "", "carol", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the network is 10.0.0.0/8");
        assertThatThrownBy(() -> list.put("alice", "", "carol", Instant.MAX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accepted are instants up to 9999");
        assertThat(list.list("", 10)).isEmpty();
    }

    @Test
    void anEntryEndsByItself() {
        RateLimiter limiter = limiter();
        limiter.denyList().put("alice", "", "carol", Instant.now().plusMillis(10));
        assertThat(limiter.check("alice").allowed()).isFalse();
        await().until(() -> limiter.check("alice").allowed());
        assertThat(limiter.denyList().find("alice")).isEmpty();
        assertThat(limiter.denyList().list("", 10)).isEmpty();
        assertThat(limiter.denyList().sweep()).isEqualTo(1);
        assertThat(limiter.denyList().sweep()).isZero();
    }
}
