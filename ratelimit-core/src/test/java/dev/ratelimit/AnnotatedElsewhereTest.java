package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.Condition;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.ResourceRules;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What annotations say in one application is listed in every other on the same Redis, and decides nothing there. */
@Tag("redis")
class AnnotatedElsewhereTest extends LimiterContract {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Rule SEARCH = annotated("search", 5);
    private static final Condition HERE = Condition.resource("Orders.find");
    private static final ResourceRules ANNOTATED = rules(SEARCH);

    @RegisterExtension
    static final RedisLook redis = new RedisLook();

    private final RateLimiter admin = limiter(Limit.perHour(1_000));
    private final RateLimiter app = opened(redis.builder().rulesFollow().build());

    @Override
    RateLimiterBuilder builder() {
        return redis.builder();
    }

    private static Rule annotated(String id, long perHour) {
        return Rule.of(id, Key.of("user"), Limit.perHour(perHour)).from(Origin.ANNOTATION);
    }

    private static ResourceRules rules(Rule... rules) {
        return new ResourceRules(List.of(rules), Map.of("search", List.of("Orders.find"), "other", List.of("O.o")));
    }

    @Test
    void listsThemWithTheirResources() {
        app.annotate(this, ANNOTATED);
        Rule expected = SEARCH.withCondition(HERE);
        awaitListed(admin, expected);
        assertThat(unstored(admin)).contains(expected);
        assertThat(admin.rules().find(Rule.DEFAULT_ID)).isPresent();
        awaitListed(admin.withDefaultLimit(Limit.perHour(3)), expected);
        awaitListed(limiter(Limit.perHour(1)), expected);
        assertThat(redis.commands().pttl("ratelimit:annotated"))
                .isBetween(Duration.ofDays(6).toMillis(), Duration.ofDays(7).toMillis());
    }

    @Test
    void appliesThemToNothingElsewhere() {
        app.annotate(this, ANNOTATED);
        awaitListed(admin, SEARCH.withCondition(HERE));
        TestRequest request = TestRequest.get("/").principal("alice").resource("Orders.find");
        assertThat(rulesOf(app.check(request))).containsExactly("search");
        assertThat(rulesOf(admin.check(request))).containsExactly("default");
        assertThat(rulesOf(admin.check("alice"))).containsExactly("default");
    }

    @Test
    void doesNotTakeADefaultForOneOfItsOwn() {
        RateLimiter bare = opened(redis.builder().rulesFollow().build());
        app.annotate(this, new ResourceRules(List.of(annotated("default", 5)), Map.of("default", List.of("O.o"))));
        await().atMost(SOON).until(() -> bare.rules().find("default").isPresent());
        assertThat(rulesOf(bare.withDefaultLimit(Limit.perHour(3)).check("alice")))
                .containsExactly("default");
    }

    @Test
    void hidesThemByWhatIsStored() {
        app.annotate(this, ANNOTATED);
        Rule expected = SEARCH.withCondition(HERE);
        awaitListed(admin, expected);
        admin.ruleRepository().create(Rule.of("search", Key.of("user"), Limit.perHour(9)), "carol");
        for (RateLimiter limiter : List.of(app, admin)) {
            await().atMost(SOON).until(() -> origin(limiter).equals(Optional.of(Origin.STORED)));
            assertThat(unstored(limiter)).contains(expected);
        }
        admin.ruleRepository().delete("search", Repository.ANY, "carol");
        awaitListed(admin, expected);
        awaitListed(app, expected);
    }

    @Test
    void hidesThemByCode() {
        RateLimiter other = opened(redis.builder()
                .rules(List.of(Rule.of("search", Key.of("ip"), Limit.perHour(9))))
                .build());
        app.annotate(this, rules(SEARCH, annotated("other", 6)));
        await().atMost(SOON).until(() -> other.rules().find("other").isPresent());
        assertThat(origin(other)).contains(Origin.CODE);
    }

    @Test
    void prefersItsOwn() {
        RateLimiter newer = opened(redis.builder().rulesFollow().build());
        newer.annotate(this, rules(annotated("search", 7)));
        app.annotate(this, rules(SEARCH, annotated("other", 6)));
        await().atMost(SOON).until(() -> newer.rules().find("other").isPresent());
        assertThat(newer.rules().find("search").orElseThrow().limits()).containsExactly(Limit.perHour(7));
        long changes = version();
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> version() == changes);
    }

    private static long version() {
        return Long.parseLong(redis.commands().get("ratelimit:version"));
    }

    @Test
    void forgetsWhatIsNoLongerSaid() {
        app.annotate(this, rules(SEARCH, annotated("other", 6)));
        await().atMost(SOON).until(() -> admin.rules().find("other").isPresent());
        app.annotate(this, ANNOTATED);
        await().atMost(SOON).until(() -> admin.rules().find("other").isEmpty());
        assertThat(origin(admin)).contains(Origin.ANNOTATION);
        await().atMost(SOON).until(() -> app.rules().find("other").isEmpty());
    }

    @Test
    void tellsAgainWhatRedisHasLost() {
        app.annotate(this, ANNOTATED);
        awaitListed(admin, SEARCH.withCondition(HERE));
        redis.commands().flushall();
        await().atMost(SOON).until(() -> redis.commands().hexists("ratelimit:annotated", "search"));
        awaitListed(admin, SEARCH.withCondition(HERE));
    }

    @Test
    void deploysWithoutRedisAndTellsLater() {
        try (RedisServer server = RedisServer.start()) {
            server.kill();
            RateLimiter early = opened(RateLimiter.builder()
                    .redis(server.address())
                    .redisSettings(RedisLook.PATIENT)
                    .rulesFollow()
                    .build());
            long start = System.nanoTime();
            early.annotate(this, ANNOTATED);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(400));
            assertThat(origin(early)).contains(Origin.ANNOTATION);
            server.restart();
            RateLimiter other = opened(RateLimiter.builder()
                    .redis(server.address())
                    .redisSettings(RedisLook.PATIENT)
                    .build());
            awaitListed(other, SEARCH.withCondition(HERE));
        }
    }

    private static void awaitListed(RateLimiter limiter, Rule rule) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(limiter.rules().find(rule.id())).contains(rule));
    }

    private static List<Rule> unstored(RateLimiter limiter) {
        RulesFile unstored = limiter.unstored();
        return unstored.rules();
    }

    private static Optional<Origin> origin(RateLimiter limiter) {
        return limiter.rules().find("search").map(Rule::origin);
    }

    private static List<String> rulesOf(Verdict verdict) {
        return verdict.decisions().stream().map(decision -> decision.rule()).toList();
    }
}
