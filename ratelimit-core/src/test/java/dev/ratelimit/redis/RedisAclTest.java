package dev.ratelimit.redis;

import static dev.ratelimit.store.Charges.charge;
import static dev.ratelimit.store.Charges.decided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.analytics.AnalyticsStore;
import dev.ratelimit.analytics.Field;
import dev.ratelimit.analytics.Increments;
import dev.ratelimit.analytics.Ranked;
import dev.ratelimit.analytics.Ranking;
import dev.ratelimit.analytics.Span;
import dev.ratelimit.embedded.RedisServer;
import dev.ratelimit.http.SubjectHasher;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.list.ListKind;
import dev.ratelimit.list.Lists;
import dev.ratelimit.node.Self;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.AssumedUser;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charges;
import dev.ratelimit.store.LongWindows;
import dev.ratelimit.store.Owners;
import dev.ratelimit.store.Store;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.user.Customisation;
import dev.ratelimit.user.Users;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The user whom docs/admin.md recommends may do what is needed, and each single thing that he may do is. */
@Tag("redis")
class RedisAclTest {

    private static RedisServer server;
    private static RedisClient client;
    private static RedisCommands<String, String> redis;

    @BeforeAll
    static void start() {
        server = RecommendedUser.startServer();
        client = RedisClient.create(RedisURI.create("redis://" + server.address()));
        redis = client.connect().sync();
    }

    @AfterAll
    static void stop() {
        client.shutdown();
        server.close();
    }

    @BeforeEach
    void forget() {
        redis.flushall();
        redis.scriptFlush();
        redis.aclLogReset();
    }

    @Test
    void allowsAllThatIsNeeded() {
        assertThat(everything()).isEmpty();
        assertThat(denied()).isEmpty();
    }

    static List<String> commands() {
        return RecommendedUser.commands();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void allowsNoCommandThatIsNotNeeded(String command) {
        CommandType type = CommandType.valueOf(command.toUpperCase(Locale.ROOT));
        redis.aclSetuser(RecommendedUser.NAME, AclSetuserArgs.Builder.removeCommand(type));
        try {
            everything();
        } finally {
            redis.aclSetuser(RecommendedUser.NAME, AclSetuserArgs.Builder.addCommand(type));
        }
        assertThat(denied()).contains(command);
    }

    @Test
    void allowsNothingElse() {
        RedisClient limiter = RedisClient.create(RedisURI.create(RecommendedUser.address(server)));
        try {
            RedisCommands<String, String> commands = limiter.connect().sync();
            List<Runnable> forbidden = List.of(
                    () -> commands.keys("*"),
                    commands::flushall,
                    () -> commands.configGet("*"),
                    () -> commands.set("ratelimit:x", "1"),
                    () -> commands.hgetall("somebody:else"),
                    commands::aclWhoami);
            assertThat(forbidden)
                    .allSatisfy(command -> assertThatThrownBy(command::run)
                            .isInstanceOf(RedisCommandExecutionException.class)
                            .hasMessageContaining("NOPERM"));
        } finally {
            limiter.shutdown();
        }
    }

    /** Does all that the library ever asks of Redis, in a database of a number, on a connection of its own; what failed. */
    private static List<StoreException> everything() {
        RedisURI address = RedisURI.create(RecommendedUser.address(server));
        address.setDatabase(1);
        List<StoreException> failures = new ArrayList<>();
        try (RedisStore store = RedisStores.open(address, TestRedis.PATIENT)) {
            for (Runnable deed : deeds(store)) {
                try {
                    deed.run();
                } catch (StoreException e) {
                    failures.add(e);
                }
            }
        }
        return failures;
    }

    private static List<Runnable> deeds(RedisStore store) {
        List<Runnable> deeds = new ArrayList<>();
        for (Algorithm algorithm : Algorithm.values()) {
            Limit limit = LongWindows.of(algorithm, 10);
            deeds.add(() -> putsBack(store, limit));
            deeds.add(() -> Charges.decide(store, Action.CHARGE, limit, "alice", 1));
            deeds.add(() -> Charges.take(store, limit, "alice", 10));
        }
        Users users = store.users(Duration.ofDays(1), Owners.ANY_PART);
        deeds.addAll(List.of(
                () -> letsTimePass(store),
                () -> checks(store, "alice"),
                () -> users.find("alice"),
                () -> users.find("nobody"),
                () -> users.customise("bob", Limit.perSecond(7)),
                () -> users.list("", "", 10),
                users::sweep,
                () -> users.delete("alice"),
                () -> users.put("dave", Customisation.NONE.withPlan("pro"), Limit.perSecond(9)),
                () -> users.reset("dave"),
                () -> changesRules(store.repository(Kind.RULE)),
                () -> store.mode().set(Mode.SHADOW, null, "carol"),
                () -> listsCallers(store),
                () -> tellsWhatAnnotationsSay(store),
                () -> store.nodes().beat(),
                () -> tellsWhoItIs(store),
                () -> counts(store.analytics()),
                () -> store.claims().first("what", 80, Duration.ofMinutes(1)),
                () -> putsBackWhatWasLost(store),
                () -> store.changes().open(),
                () -> assertReachable(store)));
        return deeds;
    }

    private static void listsCallers(RedisStore store) {
        RedisList list = store.list(ListKind.DENY, SubjectHasher.plain(), InstantSource.system());
        list.put("alice", "spam", "carol", null);
        list.refresh(new Lists(), "alice");
        list.refresh(new Lists(), "");
        list.remove("alice");
    }

    private static void counts(AnalyticsStore analytics) {
        Ranked ranked = new Ranked(Map.of(Ranking.REQUESTS, Map.of("alice", 1L)));
        analytics.add(new Increments(1, Map.of("route:/orders:denied", 1L), 0, ranked, List.of("alice")), 1);
        analytics.read(new Span(Span.Unit.MINUTE, 1, 1));
        analytics.series(new Span(Span.Unit.MINUTE, 1, 1), Field.ofRequests());
    }

    private static void tellsWhoItIs(RedisStore store) {
        Self.State state = new Self.State(() -> 0, () -> "enforce", true, () -> false);
        RedisRoster roster =
                store.roster(new Self(null, "none", state, InstantSource.system()), InstantSource.system());
        roster.tell();
        roster.all();
        roster.servers();
        roster.leave();
    }

    private static void tellsWhatAnnotationsSay(RedisStore store) {
        RedisAnnotations node = store.annotations();
        node.refresh(List.of(Rule.of("annotated", Key.of("user"), Limit.perHour(5))), all -> {});
        node.refresh(List.of(), all -> {});
    }

    private static void putsBackWhatWasLost(RedisStore store) {
        RedisRepository<Rule> rules = store.repository(Kind.RULE);
        RedisList list = store.list(ListKind.DENY, SubjectHasher.plain(), InstantSource.system());
        Lists lists = new Lists();
        rules.create(Rule.of("kept", Key.of("user"), Limit.perHour(5)), "carol");
        rules.refresh("", all -> {});
        list.put("mallory", "spam", "carol", null);
        list.refresh(lists, "");
        redis.flushall();
        rules.refresh("", all -> {});
        list.refresh(lists, "");
    }

    private static void changesRules(Repository<Rule> rules) {
        Rule rule = Rule.of("search", Key.of("user"), Limit.perHour(5));
        rules.create(rule, "carol");
        rules.replace(List.of(rule.withCost(2)), rules.load().version(), "carol");
        rules.delete("search", Repository.ANY, "carol");
        rules.history(1);
    }

    private static void putsBack(Store store, Limit limit) {
        Call take = Charges.take(charge("rule", limit, "alice", 2));
        Charges.decide(store, Action.putBack(decided(store, take).nowMillis()), limit, "alice", 1);
    }

    /** Until what was taken has left the window. */
    private static void letsTimePass(Store store) {
        Call take = Charges.take(
                charge("short", Limit.window(Algorithm.SLIDING_WINDOW_LOG, 1_000, Duration.ofMillis(1)), "alice", 1));
        long first = decided(store, take).nowMillis();
        while (decided(store, take).nowMillis() <= first + 1) {
            Thread.onSpinWait();
        }
    }

    private static void checks(Store store, String user) {
        Map<String, String> defaults = Map.of("max_tokens", "10");
        Limit limit = LongWindows.of(Algorithm.TOKEN, 10);
        store.decide(new Call(
                Action.TAKE,
                List.of(charge("a", limit, user, 1), charge("b", limit, user, 1)),
                new AssumedUser(user, 0, 60_000, false, defaults)));
        store.decide(new Call(
                Action.TAKE, List.of(charge("a", limit, user, 1)), new AssumedUser(user, 3, 60_000, false, defaults)));
    }

    private static void assertReachable(Store store) {
        if (!store.reachable(Duration.ofSeconds(10))) {
            throw new StoreException(StoreException.Trouble.DISCONNECTED, "not reachable", null);
        }
    }

    /** What the user was denied; of {@code CLIENT}, by which Lettuce gives its name, it makes nothing. */
    private static Set<String> denied() {
        return redis.aclLog().stream()
                .map(entry -> String.valueOf(entry.get("object")))
                .filter(object -> !object.startsWith("client"))
                .collect(Collectors.toSet());
    }
}
