package dev.ratelimit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.analytics.Field.Outcome;
import dev.ratelimit.http.MissingKey;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rule.Condition;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Overrides;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.traffic.Alike;
import dev.ratelimit.traffic.Fingerprint;
import dev.ratelimit.traffic.Seen;
import dev.ratelimit.traffic.Traffic;
import dev.ratelimit.traffic.Who;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    /** A Monday, at noon. */
    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

    private static final Limit ONE = Limit.window(Algorithm.FIXED_WINDOW, 1, Duration.ofDays(1));
    private static final Rule DRAFT = Rule.of("draft", Key.of("user"), ONE);
    private static final Scene PLAIN = scene(List.of(), Map.of());

    private final List<Seen> seen = new ArrayList<>();

    private static Scene scene(List<Rule> rules, Map<String, Plan> plans) {
        return new Scene(RuleSet.of(rules), plans, MissingKey.IP, List.of("alice", "bob", "ip:192.0.2.7"));
    }

    private static Alike request(String user) {
        return new Alike(
                Fingerprint.of(user), Who.USER, 0, null, "GET", "/orders/*", null, 1, Source.REDIS, true, Map.of());
    }

    private static Alike with(Alike one, String route, String plan, boolean allowed, Map<String, Outcome> rules) {
        return new Alike(
                one.caller(),
                one.who(),
                one.address(),
                one.app(),
                one.method(),
                route,
                plan,
                one.cost(),
                one.source(),
                allowed,
                rules);
    }

    private static Alike from(Alike one, Who who, long address, Source source, long cost) {
        return new Alike(
                one.caller(),
                who,
                address,
                one.app(),
                one.method(),
                one.route(),
                one.plan(),
                cost,
                source,
                one.allowed(),
                one.rules());
    }

    private void come(Alike request, int times) {
        seen.add(new Seen(START.toEpochMilli() + seen.size(), request, times));
    }

    private Simulation simulate(Rule draft, Scene scene) {
        return simulate(draft, scene, 0);
    }

    private Simulation simulate(Rule draft, Scene scene, int level) {
        return Simulator.replay(draft, new Traffic(seen, level, START, START.plusSeconds(60), 0), scene);
    }

    private long denied(Rule draft) {
        return simulate(draft, PLAIN).total().denied();
    }

    @Test
    void countsEachUserByHimself() {
        come(request("alice"), 3);
        come(request("bob"), 2);
        come(request("carol"), 1);
        Simulation simulation = simulate(DRAFT, PLAIN);
        assertThat(simulation.requests()).isEqualTo(6);
        assertThat(simulation.total()).isEqualTo(new Tally(6, 3, 0, 0, 3, 0));
        assertThat(simulation.users())
                .containsExactly(
                        new Simulation.Named("alice", new Tally(3, 2, 0, 0, 2, 0)),
                        new Simulation.Named("bob", new Tally(2, 1, 0, 0, 1, 0)));
        assertThat(simulation.routes()).extracting(Simulation.Named::name).containsExactly("/orders/*");
    }

    @Test
    void doesNotNameWhomItDoesNotKnow() {
        come(request("mallory"), 2);
        assertThat(simulate(DRAFT, PLAIN).users().get(0).name())
                .isEqualTo(String.format("#%016x", Fingerprint.of("mallory")));
    }

    @Test
    void knowsTheUsersOfTheDraftItself() {
        come(request("mallory"), 2);
        come(request("bob"), 2);
        assertThat(denied(DRAFT.withCondition(Condition.user("mallory")))).isEqualTo(1);
        assertThat(denied(DRAFT.withCondition(Condition.not(Condition.user("mallory")))))
                .isEqualTo(1);
        assertThat(simulate(DRAFT.withCondition(Condition.user("mallory")), PLAIN)
                        .users()
                        .get(0)
                        .name())
                .isEqualTo("mallory");
    }

    @Test
    void whatIsOnAListOrStoppedBeforeIsNotAsked() {
        come(from(request("alice"), Who.USER, 0, Source.ALLOW_LIST, 1), 9);
        come(from(request("alice"), Who.USER, 0, Source.DENY_LIST, 1), 9);
        come(with(request("alice"), "/orders/*", null, true, Map.of("last", Outcome.ALLOWED)), 9);
        come(request("alice"), 2);
        Rule last = Rule.of("last", Key.of("user"), ONE).withPriority(1).asLast();
        assertThat(simulate(DRAFT, scene(List.of(last), Map.of())).total()).isEqualTo(new Tally(2, 1, 0, 0, 1, 0));
        assertThat(simulate(DRAFT.withPriority(0), scene(List.of(last), Map.of()))
                        .total()
                        .requests())
                .isEqualTo(11);
        assertThat(simulate(DRAFT, scene(List.of(last.withMode(Mode.SHADOW)), Map.of()))
                        .total()
                        .requests())
                .isEqualTo(11);
    }

    @Test
    void whatAnotherRuleDeniedTakesNothing() {
        come(with(request("alice"), "/orders/*", null, false, Map.of("other", Outcome.DENIED)), 5);
        come(request("alice"), 1);
        come(with(request("alice"), "/orders/*", null, false, Map.of("other", Outcome.DENIED)), 5);
        assertThat(simulate(DRAFT, PLAIN).total()).isEqualTo(new Tally(11, 5, 0, 0, 0, 0));
    }

    @Test
    void tellsWhatIsNoLongerDenied() {
        Map<String, Outcome> alone = Map.of("draft", Outcome.DENIED);
        Map<String, Outcome> both = Map.of("draft", Outcome.DENIED, "other", Outcome.DENIED);
        come(with(request("alice"), "/orders/*", null, false, alone), 1);
        come(with(request("alice"), "/orders/*", null, false, both), 1);
        come(with(request("bob"), "/orders/*", null, true, Map.of("draft", Outcome.WOULD_DENY)), 1);
        assertThat(simulate(DRAFT, PLAIN).total()).isEqualTo(new Tally(3, 1, 2, 1, 0, 1));
    }

    @Test
    void planOverridesHoldForTheDraft() {
        come(with(request("alice"), "/orders/*", "pro", true, Map.of()), 5);
        Overrides three = new Overrides(Map.of("draft", new Overrides.Entry(List.of(Limit.perDay(3)), null)));
        Map<String, Plan> plans = Map.of("pro", new Plan("pro", three));
        assertThat(simulate(DRAFT, scene(List.of(), plans)).total().denied()).isEqualTo(2);
        assertThat(denied(DRAFT.withCondition(Condition.plan("p*")))).isEqualTo(4);
        assertThat(denied(DRAFT.withCondition(Condition.plan("free")))).isZero();
    }

    @Test
    void aTimeIsThatOfTheRequest() {
        come(request("alice"), 5);
        assertThat(denied(DRAFT.withCondition(Condition.time(
                        EnumSet.of(DayOfWeek.MONDAY), LocalTime.of(11, 0), LocalTime.of(13, 0), ZoneOffset.UTC))))
                .isEqualTo(4);
        assertThat(denied(DRAFT.withCondition(Condition.time(
                        EnumSet.of(DayOfWeek.TUESDAY), LocalTime.of(11, 0), LocalTime.of(13, 0), ZoneOffset.UTC))))
                .isZero();
    }

    @Test
    void aBareUserHasNoPath() {
        Alike bare = request("alice");
        come(new Alike(bare.caller(), Who.USER, 0, null, null, null, null, 1, Source.REDIS, true, Map.of()), 3);
        assertThat(denied(DRAFT)).isEqualTo(2);
        assertThat(denied(DRAFT.withCondition(Condition.path("/**")))).isZero();
        assertThat(denied(DRAFT.withCondition(Condition.not(Condition.path("/orders")))))
                .isZero();
    }

    @Test
    void addressesAreCountedWhereTheyAreKnown() {
        Rule byIp = Rule.of("draft", Key.of("ip"), ONE);
        come(from(request("alice"), Who.USER, Fingerprint.of("192.0.2.7"), Source.REDIS, 1), 2);
        come(from(request("bob"), Who.USER, Fingerprint.of("192.0.2.7"), Source.REDIS, 1), 2);
        come(from(request("bob"), Who.USER, Fingerprint.of("192.0.2.8"), Source.REDIS, 1), 2);
        come(request("carol"), 7);
        come(from(request("ip:192.0.2.7"), Who.ADDRESS, Fingerprint.of("192.0.2.7"), Source.REDIS, 1), 1);
        Simulation simulation = simulate(byIp, PLAIN);
        assertThat(simulation.total()).isEqualTo(new Tally(7, 5, 0, 0, 5, 0));
        assertThat(simulation.assumptions()).anyMatch(text -> text.startsWith("7 requests are left out"));
        assertThat(simulation.users()).extracting(Simulation.Named::name).contains("ip:192.0.2.7");
    }

    @Test
    void saysWhereARouteLeavesADoubt() {
        come(request("alice"), 3);
        come(with(request("alice"), "/files/{name}", null, true, Map.of()), 2);
        Simulation simulation = simulate(DRAFT.withCondition(Condition.path("/orders/17", "/files/*.pdf")), PLAIN);
        assertThat(simulation.total().requests()).isZero();
        assertThat(simulation.assumptions())
                .anyMatch(text -> text.startsWith("5 requests for /files/{name}, /orders/* may be meant"));
        assertThat(simulate(DRAFT.withCondition(Condition.path("/orders/{id}", "/orders/17")), PLAIN)
                        .assumptions())
                .noneMatch(text -> text.contains("/orders/* may"));
        assertThat(simulate(Rule.of("draft", Key.of("user", "path"), ONE), PLAIN)
                        .assumptions())
                .anyMatch(text -> text.startsWith("3 requests for /orders/* are counted together"));
    }

    @Test
    void refusesWhatIsNotRecorded() {
        for (Condition condition : List.of(
                Condition.header("A", "b"),
                Condition.not(Condition.query("a", "b")),
                Condition.any(Condition.path("/a"), Condition.cookie("a", "b")),
                Condition.ip("10.0.0.0/8"),
                Condition.resource("A.b"),
                Condition.attribute("a", "b"),
                Condition.user("vip*"))) {
            assertThatThrownBy(() -> simulate(DRAFT.withCondition(condition), PLAIN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("when");
        }
        assertThatThrownBy(() -> simulate(Rule.of("draft", Key.of("user", "attribute:a"), ONE), PLAIN))
                .hasMessageContaining("attribute:a");
    }

    @Test
    void ofASampleItTellsEstimates() {
        int level = 3;
        Random random = new Random(3);
        long everybody = 0;
        for (int i = 0; i < 20_000; i++) {
            String user = "user-" + random.nextInt(4_000);
            long caller = Fingerprint.of(user);
            everybody++;
            if (caller >>> (Long.SIZE - level) == 0) {
                come(request(user), 1);
            }
        }
        Simulation byUser = simulate(DRAFT, PLAIN, level);
        assertThat((double) byUser.requests()).isBetween(everybody * 0.85, everybody * 1.15);
        assertThat((double) byUser.total().denied()).as("but the first of each").isBetween(13_000.0, 19_000.0);
        assertThat(byUser.assumptions()).anyMatch(text -> text.startsWith("one in 8 callers was seen"));
        Rule together = Rule.of("draft", Key.of("global"), Limit.perDay(5_000));
        Simulation shared = simulate(together, PLAIN, level);
        assertThat(shared.total().denied()).isEqualTo(shared.requests() - 5_000);
    }

    @Test
    void aCostIsTimesThatOfTheDraft() {
        come(from(request("alice"), Who.USER, 0, Source.REDIS, 3), 1);
        come(from(request("alice"), Who.USER, 0, Source.REDIS, 0), 9);
        Rule costly = Rule.of("draft", Key.of("user"), Limit.perDay(6)).withCost(2);
        assertThat(denied(costly)).isZero();
        come(request("alice"), 1);
        assertThat(denied(costly)).isEqualTo(1);
    }

    @Test
    void theSeriesCoversTheTime() {
        come(request("alice"), 4);
        Simulation simulation = simulate(DRAFT, PLAIN);
        assertThat(simulation.series()).hasSize(60).containsKeys(START, START.plusSeconds(59));
        assertThat(simulation.series().get(START)).isEqualTo(new Tally(4, 3, 0, 0, 3, 0));
    }

    /** Half a million take some seconds at most, or whoever asks would think that it hangs. */
    @Test
    void muchTrafficIsReplayedInSeconds() {
        Random random = new Random(5);
        Alike[] kinds = new Alike[50_000];
        Arrays.setAll(kinds, i -> request("user-" + i));
        for (int i = 0; i < 500_000; i++) {
            seen.add(new Seen(START.toEpochMilli() + i / 10, kinds[random.nextInt(kinds.length)], 1));
        }
        Rule draft = Rule.of(
                "draft",
                Key.of("user", "path"),
                Limit.perMinute(10),
                Limit.window(Algorithm.SLIDING_WINDOW_LOG, 1_000, Duration.ofHours(1)));
        Traffic traffic = new Traffic(seen, 0, START, START.plusSeconds(60), 0);
        long start = System.nanoTime();
        Simulation simulation = Simulator.replay(draft, traffic, PLAIN);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("500,000 requests of 50,000 users, two limits: replayed in %.2f s%n", seconds);
        assertThat(simulation.requests()).isEqualTo(500_000);
        assertThat(seconds).isLessThan(60);
    }
}
