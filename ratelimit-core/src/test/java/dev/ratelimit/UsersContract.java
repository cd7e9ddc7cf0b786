package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Conflict;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.LongWindows;
import dev.ratelimit.user.Customisation;
import dev.ratelimit.user.Profile;
import dev.ratelimit.user.UserPage;
import dev.ratelimit.user.Users;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of users wherever their records lie. */
abstract class UsersContract extends LimiterContract {

    static final Duration HOUR = Duration.ofHours(1);

    /** Five in an hour under each algorithm. */
    static List<Limit> limits() {
        return Arrays.stream(Algorithm.values()).map(UsersContract::five).toList();
    }

    static Limit five(Algorithm algorithm) {
        return algorithm.windowed() ? Limit.window(algorithm, 5, HOUR) : Limit.bucket(algorithm, 5, 5, HOUR);
    }

    static Limit like(Limit limit, long capacity) {
        return limit.algorithm().windowed()
                ? Limit.window(limit.algorithm(), capacity, HOUR)
                : Limit.bucket(limit.algorithm(), capacity, 1, Duration.ofSeconds(1000));
    }

    @Test
    void knowsNobodyBeforeTheFirstCheck() {
        RateLimiter limiter = limiter(Limit.perHour(5));
        assertThat(limiter.users().find("alice")).isEmpty();
        limiter.look(Rule.DEFAULT_ID, "alice");
        assertThat(limiter.users().find("alice")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("limits")
    void makesAUserByTheFirstCheckWithTheDefaultsOfTheDay(Limit limit) {
        RateLimiter limiter = limiter(limit);
        limiter.check("alice");
        Profile alice = limiter.users().find("alice").orElseThrow();
        assertThat(alice.custom()).isFalse();
        assertThat(alice.fields())
                .containsAllEntriesOf(Profile.limitFields(limit))
                .containsKeys("created_at", "updated_at");
        assertThat(limiter.users().list("", "", 10).users()).containsOnlyKeys("alice");
    }

    @ParameterizedTest
    @MethodSource("limits")
    void obeysACustomLimitOnTheNextCheckAndKeepsWhatWasUsed(Limit limit) {
        RateLimiter limiter = limiter(limit);
        limiter.check("alice");
        limiter.check("alice");
        limiter.users().customise("alice", like(limit, 50));
        Decision raised = limiter.check("alice").decisions().get(0);
        assertThat(raised.limit().capacity()).isEqualTo(50);
        assertThat(raised.remaining()).isEqualTo(47);

        limiter.users().customise("alice", like(limit, 3));
        assertThat(limiter.check("alice").allowed()).isFalse();
    }

    @Test
    void givesMoreOfTheDefaultsCalendarAndKeepsWhatWasUsed() {
        Limit monthly = LongWindows.ofCalendar(5);
        RateLimiter limiter = limiter(monthly);
        assertThat(limiter.check("alice").decisions().get(0).limit()).isEqualTo(monthly);
        limiter.users().change("alice", Profile.customFields(monthly.sized(50), monthly));
        Decision raised = limiter.check("alice").decisions().get(0);
        assertThat(raised.limit()).isEqualTo(monthly.sized(50));
        assertThat(raised.remaining()).isEqualTo(48);

        Limit own = Limit.window(Algorithm.FIXED_WINDOW, 7, HOUR);
        limiter.users().customise("alice", own);
        assertThat(limiter.check("alice").decisions().get(0).limit()).isEqualTo(own);
        assertThat(limiter.check("bob").decisions().get(0).limit()).isEqualTo(monthly);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void customisesAUserWhoIsNew(Limit limit) {
        RateLimiter limiter = limiter(limit);
        limiter.users().customise("alice", like(limit, 2));
        assertThat(limiter.users().find("alice").orElseThrow().custom()).isTrue();
        assertThat(limiter.check("alice").allowed()).isTrue();
        assertThat(limiter.check("alice").allowed()).isTrue();
        assertThat(limiter.check("alice").allowed()).isFalse();
        assertThat(limiter.check("bob").decisions().get(0).remaining()).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void looksAtABucketWithoutChargingIt(Limit limit) {
        RateLimiter limiter = limiter(limit);
        limiter.users().customise("alice", like(limit, 9));
        limiter.check("alice");
        for (int i = 0; i < 3; i++) {
            Decision seen = limiter.look(Rule.DEFAULT_ID, "alice").decisions().get(0);
            assertThat(seen.remaining()).isEqualTo(8);
            assertThat(seen.limit().capacity()).isEqualTo(9);
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void freesADeniedUserByDeletion(Algorithm algorithm) {
        Rule search = Rule.of("search", Key.of("user"), five(algorithm));
        RateLimiter limiter = limiter(five(algorithm), search);
        limiter.users().customise("alice", like(five(algorithm), 1));
        limiter.check("bob");
        limiter.check("alice");
        assertThat(limiter.check("alice").allowed()).isFalse();

        limiter.users().delete("alice");

        assertThat(limiter.users().find("alice")).isEmpty();
        assertThat(limiter.users().list("", "", 10).users()).containsOnlyKeys("bob");
        assertThat(limiter.check("alice").decisions())
                .hasSize(2)
                .allMatch(Decision::allowed)
                .allMatch(decision -> decision.remaining() == 4);
        assertThat(limiter.check("bob").decisions()).allMatch(decision -> decision.remaining() == 3);
    }

    @Test
    void twoWritersNeverLoseAChange() {
        RateLimiter limiter = limiter(Limit.perHour(5));
        Users users = limiter.users();
        Limit standard = Limit.perHour(5);
        assertThatThrownBy(() -> users.put("alice", Customisation.NONE, standard, 0))
                .as("nobody yet")
                .isInstanceOf(Conflict.class);
        limiter.check("alice");
        users.put("alice", Customisation.NONE.withPlan("pro"), standard, 0);
        long version = users.find("alice").orElseThrow().version();

        assertThatThrownBy(() -> users.put("alice", Customisation.NONE, standard, 0))
                .isInstanceOf(Conflict.class)
                .hasMessage("user \"alice\" has been changed since; read it again");
        assertThat(users.find("alice").orElseThrow().plan(0)).isEqualTo("pro");
        users.put("alice", Customisation.NONE, standard, version);
        assertThat(users.find("alice").orElseThrow().plan(0)).isNull();
    }

    @Test
    void whoIsMadeOnlyWhereNobodyIsReplacesNobody() {
        RateLimiter limiter = limiter(Limit.perHour(5));
        Users users = limiter.users();
        Limit standard = Limit.perHour(5);
        users.put("alice", Customisation.NONE.withPlan("pro"), standard, Users.NONE);
        assertThat(users.list("", "", 10).users()).containsKey("alice");
        limiter.check("bob");

        for (String there : List.of("alice", "bob")) {
            assertThatThrownBy(() -> users.put(there, Customisation.NONE, standard, Users.NONE))
                    .isInstanceOf(Conflict.class)
                    .hasMessage("user \"" + there + "\" is there already");
        }
        assertThat(users.find("alice").orElseThrow().plan(0)).isEqualTo("pro");
        users.delete("alice");
        users.put("alice", Customisation.NONE, standard, Users.NONE);
        assertThat(users.find("alice").orElseThrow().plan(0)).isNull();
    }

    /** One may call himself by anything, also by what others are counted by. */
    @ParameterizedTest
    @ValueSource(strings = {"global", "192.0.2.1", "bob"})
    void resettingAUserLeavesAloneWhatIsNotHis(String id) {
        RateLimiter limiter = limiter(
                Limit.perHour(5),
                Rule.of("all", Key.of("global"), Limit.perHour(9)),
                Rule.of("address", Key.of("ip"), Limit.perHour(9)));
        limiter.check("all", "global", 1);
        limiter.check("address", "192.0.2.1", 1);
        limiter.check("default", id, 1);
        limiter.check("default", "carol", 1);

        limiter.users().delete(id);
        limiter.users().reset(id);

        assertThat(remaining(limiter, "all", "global")).isEqualTo(8);
        assertThat(remaining(limiter, "address", "192.0.2.1")).isEqualTo(8);
        assertThat(remaining(limiter, "default", "carol")).isEqualTo(4);
        assertThat(remaining(limiter, "default", id)).isEqualTo(5);
    }

    private static long remaining(RateLimiter limiter, String rule, String subject) {
        return limiter.look(rule, subject).decisions().get(0).remaining();
    }

    @Test
    void deletesWhomItDoesNotKnow() {
        RateLimiter limiter = limiter(Limit.perHour(5));
        limiter.users().delete("nobody");
        assertThat(limiter.users().find("nobody")).isEmpty();
    }

    @Test
    void doesNotTakeTheLimitsOfADeletedUserForThoseOfHisSuccessor() {
        RateLimiter limiter = limiter(Limit.perHour(5));
        limiter.users().customise("alice", Limit.perSecond(50));
        limiter.check("alice");
        limiter.users().delete("alice");
        limiter.users().customise("alice", Limit.perSecond(7));
        assertThat(limiter.check("alice").decisions().get(0).limit().capacity()).isEqualTo(7);
    }

    @Test
    void refusesALimitThatARecordCannotSay() {
        RateLimiter limiter = limiter(Limit.perHour(5));
        assertThatThrownBy(() -> limiter.users().customise("alice", Limit.perHour(7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7 per 3600000 ms");
        assertThat(limiter.users().find("alice")).isEmpty();
    }

    @Test
    void listsEveryUserPageByPage() {
        RateLimiter limiter = limiter(Limit.perHour(5));
        for (int i = 0; i < 250; i++) {
            limiter.check("user" + i);
        }
        limiter.check("admin");
        assertThat(all(limiter, "")).hasSize(251).contains("admin", "user0", "user249");
        assertThat(all(limiter, "user24")).hasSize(11).doesNotContain("admin");
    }

    @ParameterizedTest
    @MethodSource("awkward")
    void copesWithAnyId(String id) {
        RateLimiter limiter = limiter(Limit.perHour(5));
        limiter.check(id);
        limiter.check("bystander");
        assertThat(all(limiter, "")).containsExactlyInAnyOrder(id, "bystander");
        assertThat(all(limiter, id)).containsExactly(id);
        limiter.users().delete(id);
        assertThat(limiter.users().find(id)).isEmpty();
        assertThat(limiter.check(id).decisions().get(0).remaining()).isEqualTo(4);
        assertThat(limiter.check("bystander").decisions().get(0).remaining()).isEqualTo(3);
    }

    static List<String> awkward() {
        return List.of(
                "*",
                "?yst[a-z]nder",
                "a:b",
                "{x}",
                "100%",
                "\\",
                "a b",
                "é\u00fc€😀",
                "x".repeat(400),
                "default",
                "-1");
    }

    private static Set<String> all(RateLimiter limiter, String prefix) {
        Set<String> ids = new TreeSet<>();
        String cursor = "";
        while (cursor != null) {
            UserPage page = limiter.users().list(cursor, prefix, 40);
            ids.addAll(page.users().keySet());
            cursor = page.next();
        }
        return ids;
    }
}
