package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.Surroundings;
import dev.ratelimit.http.TestRequest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    private static final RequestFacts ALICE = RequestFacts.ofUser("alice");

    @Test
    void aPathConditionHoldsForAnyOfItsPatterns() {
        Condition condition = Condition.path("/a/*", "/b");

        holdsFor(condition, TestRequest.get("/a/1"));
        holdsFor(condition, TestRequest.get("/b"));
        failsFor(condition, TestRequest.get("/c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/admin/users", "//admin/users/", "/admin;v=1/users", "/x/../admin/users", "/admin/%2e/users"})
    void noSpellingOfAPathEscapesIt(String spelling) {
        RequestFacts facts = new RequestFacts(TestRequest.get(spelling), Identification.defaults());
        assertThat(Condition.path("/admin/*").holds(facts)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/%2e%2e/public", "/admin/..;/public", "/admin/..\\public", "/admin/.\u0001./public"})
    void aPathThatServersReadInTwoWaysMeetsTheRulesOfBoth(String spelling) {
        RequestFacts facts = new RequestFacts(TestRequest.get(spelling), Identification.defaults());
        for (String place : List.of("/admin/**", "/public/**")) {
            assertThat(Condition.path(place).holds(facts)).isTrue();
            assertThat(Condition.not(Condition.path(place)).holds(facts)).isTrue();
        }
        assertThat(Condition.path("/other/**").holds(facts)).isFalse();
    }

    @Test
    void aGetConditionHoldsForHead() {
        holdsFor(Condition.method("get"), TestRequest.get("/"));
        holdsFor(Condition.method("GET"), new TestRequest("HEAD", "/"));
        failsFor(Condition.method("POST", "PUT"), new TestRequest("HEAD", "/"));
    }

    @Test
    void aHeaderConditionLooksAtTheFirstValue() {
        Condition condition = Condition.header("x-client", "mobile*", "tv");

        holdsFor(condition, TestRequest.get("/").header("X-Client", "mobile-7"));
        holdsFor(condition, TestRequest.get("/").header("X-Client", "tv"));
        failsFor(condition, TestRequest.get("/").header("X-Client", "Mobile"));
        failsFor(condition, TestRequest.get("/").header("X-Client", "desktop").header("X-Client", "tv"));
        failsFor(condition, TestRequest.get("/"));
    }

    @Test
    void anIpConditionHoldsForAddressesInItsBlocks() {
        Condition condition = Condition.ip("10.0.0.0/8", "2001:db8::/32");

        holdsFor(condition, TestRequest.get("/").from("10.1.2.3"));
        holdsFor(condition, TestRequest.get("/").from("::ffff:10.1.2.3"));
        holdsFor(condition, TestRequest.get("/").from("2001:db8::1"));
        failsFor(condition, TestRequest.get("/").from("192.0.2.1"));
    }

    @Test
    void aRequestFromNoKnownAddressIsInNoBlock() {
        failsFor(Condition.ip("10.0.0.0/8"), TestRequest.get("/").from("unix:/run/socket"));
    }

    @Test
    void aQueryConditionLooksAtTheQueryString() {
        Condition condition = Condition.query("beta", "true", "1*");

        holdsFor(condition, TestRequest.get("/").query("beta", "true"));
        holdsFor(condition, TestRequest.get("/").query("beta", "17"));
        failsFor(condition, TestRequest.get("/").query("beta", "TRUE"));
        failsFor(condition, TestRequest.get("/").query("Beta", "true"));
        failsFor(condition, TestRequest.get("/"));
    }

    @Test
    void aCookieConditionLooksAtACookie() {
        holdsFor(Condition.cookie("plan", "trial"), TestRequest.get("/").cookie("plan", "trial"));
        failsFor(Condition.cookie("plan", "trial"), TestRequest.get("/").cookie("plan", "gold"));
        failsFor(Condition.cookie("plan", "*"), TestRequest.get("/"));
    }

    @Test
    void anAttributeConditionLooksAtWhatTheApplicationAttached() {
        Condition condition = Condition.attribute("tenant", "4*");

        holdsFor(condition, TestRequest.get("/").attribute("tenant", 42));
        failsFor(condition, TestRequest.get("/").attribute("tenant", "x"));
        failsFor(condition, TestRequest.get("/").query("tenant", "42"));
    }

    @Test
    void aResourceConditionLooksAtTheMethodThatServesTheRequest() {
        Condition condition = Condition.resource("Orders.create", "Admin.*");

        holdsFor(condition, TestRequest.get("/").resource("Orders.create"));
        holdsFor(condition, TestRequest.get("/").resource("Admin.stop"));
        failsFor(condition, TestRequest.get("/").resource("Orders.Create"));
        unknownFor(condition, TestRequest.get("/Orders.create"));
        unknownFor(Condition.not(Condition.resource("*")), TestRequest.get("/"));
        unknownFor(Condition.resource("*"));
        unknownFor(Condition.not(Condition.resource("*")));
    }

    @Test
    void aPathConditionGoesOnToSeeTheRealPathWhereATemplateIsKnown() {
        TestRequest request = TestRequest.get("/orders/17").template("/orders/{id}");

        holdsFor(Condition.path("/orders/17"), request);
        failsFor(Condition.path("/orders/18"), request);
    }

    @Test
    void aUserConditionHoldsForUsersOnly() {
        Condition condition = Condition.user("ali*", "bob");

        holdsFor(condition, TestRequest.get("/").principal("alice"));
        failsFor(condition, TestRequest.get("/").principal("Alice"));
        failsFor(Condition.user("*"), TestRequest.get("/"));
        assertThat(condition.holds(ALICE)).isTrue();
        assertThat(condition.fails(RequestFacts.ofUser("carol"))).isTrue();
    }

    @Test
    void anAppConditionHoldsInTheApplicationsItNames() {
        Condition condition = Condition.app("shop*");

        assertThat(condition.holds(in("shop-eu", Instant.EPOCH))).isTrue();
        assertThat(condition.fails(in("bank", Instant.EPOCH))).isTrue();
        assertThat(condition.fails(ALICE)).isTrue();
    }

    /** Berlin is one hour ahead of UTC in winter, two in summer; on 2026-03-29 02:00 becomes 03:00, on 2026-10-25 03:00 02:00. */
    @ParameterizedTest
    @CsvSource({
        "08:00, 18:00, 2026-01-05T06:59:59Z, false",
        "08:00, 18:00, 2026-01-05T07:00:00Z, true",
        "08:00, 18:00, 2026-01-05T16:59:59Z, true",
        "08:00, 18:00, 2026-01-05T17:00:00Z, false",
        "08:00, 18:00, 2026-07-06T05:59:59Z, false",
        "08:00, 18:00, 2026-07-06T06:00:00Z, true",
        "02:00, 03:00, 2026-03-29T00:59:59Z, false",
        "02:00, 03:00, 2026-03-29T01:00:00Z, false",
        "02:00, 03:00, 2026-10-25T00:30:00Z, true",
        "02:00, 03:00, 2026-10-25T01:30:00Z, true",
        "02:00, 03:00, 2026-10-25T02:00:00Z, false",
        "22:00, 06:00, 2026-01-05T20:59:59Z, false",
        "22:00, 06:00, 2026-01-05T21:00:00Z, true",
        "22:00, 06:00, 2026-01-06T04:59:59Z, true",
        "22:00, 06:00, 2026-01-06T05:00:00Z, false",
        "08:00, 00:00, 2026-01-05T22:59:59Z, true",
        "00:00, 12:00, 2026-01-04T23:00:00Z, true",
    })
    void aTimeConditionGoesByTheClocksOfItsZone(LocalTime from, LocalTime to, Instant now, boolean holds) {
        Condition condition = Condition.time(EnumSet.allOf(DayOfWeek.class), from, to, ZoneId.of("Europe/Berlin"));

        assertThat(condition.holds(in("shop", now))).isEqualTo(holds);
        assertThat(condition.fails(in("shop", now))).isEqualTo(!holds);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T21:59:59Z, false",
        "2026-01-02T22:00:00Z, true",
        "2026-01-03T05:59:59Z, true",
        "2026-01-03T22:00:00Z, false",
        "2026-01-02T05:00:00Z, false",
        "1969-12-26T23:00:00Z, true",
    })
    void aSpanOverMidnightBelongsToTheDayItBeginsOn(Instant now, boolean holds) {
        Condition friday =
                Condition.time(Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneOffset.UTC);

        assertThat(friday.holds(in("shop", now))).isEqualTo(holds);
    }

    @Test
    void allHoldsWhenEveryPartHolds() {
        Condition condition = Condition.all(Condition.path("/a"), Condition.method("GET"));

        holdsFor(condition, TestRequest.get("/a"));
        failsFor(condition, TestRequest.get("/b"));
        failsFor(condition, new TestRequest("POST", "/a"));
    }

    @Test
    void anyHoldsWhenOnePartHolds() {
        Condition condition = Condition.any(Condition.path("/a"), Condition.method("POST"));

        holdsFor(condition, TestRequest.get("/a"));
        holdsFor(condition, new TestRequest("POST", "/b"));
        failsFor(condition, TestRequest.get("/b"));
    }

    @Test
    void notHoldsWhenTheOtherFails() {
        holdsFor(Condition.not(Condition.path("/a")), TestRequest.get("/b"));
        failsFor(Condition.not(Condition.path("/a")), TestRequest.get("/a"));
    }

    @Test
    void whatABareUserLacksNeitherHoldsNorFails() {
        List<Condition> unknown = List.of(
                Condition.path("/**"),
                Condition.method("GET"),
                Condition.header("X-Client", "*"),
                Condition.query("q", "*"),
                Condition.cookie("c", "*"),
                Condition.attribute("a", "*"),
                Condition.ip("0.0.0.0/0"));

        assertThat(unknown).allSatisfy(condition -> {
            unknownFor(condition);
            unknownFor(Condition.not(condition));
            unknownFor(Condition.all(condition, Condition.always()));
            unknownFor(Condition.any(condition, Condition.not(Condition.always())));
        });
    }

    @Test
    void whatIsKnownOfABareUserDecidesAllTheSame() {
        Condition path = Condition.path("/**");

        assertThat(Condition.always().holds(ALICE)).isTrue();
        assertThat(Condition.any(path, Condition.always()).holds(ALICE)).isTrue();
        assertThat(Condition.all(path, Condition.not(Condition.always())).fails(ALICE))
                .isTrue();
    }

    @Test
    void anEmptyConditionIsRefused() {
        assertThatThrownBy(Condition::all).hasMessage("\"all\" is empty; accepted is at least one entry");
        assertThatThrownBy(Condition::any).hasMessageContaining("\"any\" is empty");
        assertThatThrownBy(Condition::path).hasMessageContaining("\"path\" is empty");
        assertThatThrownBy(Condition::method).hasMessageContaining("\"method\" is empty");
        assertThatThrownBy(() -> Condition.header("A")).hasMessageContaining("\"header\" is empty");
        assertThatThrownBy(Condition::resource).hasMessageContaining("\"resource\" is empty");
        assertThatThrownBy(Condition::ip).hasMessageContaining("\"ip\" is empty");
    }

    @Test
    void wordsThatCanNeverMatchAreRefused() {
        assertThatThrownBy(() -> Condition.method("HEAD")).hasMessageContaining("\"HEAD\" counts as GET");
        assertThatThrownBy(() -> Condition.method("")).hasMessageContaining("\"\" is not a method");
        assertThatThrownBy(() -> Condition.header("a:", "x"))
                .hasMessageContaining("\"a:\" is not the name of a header");
        assertThatThrownBy(() -> Condition.ip("localhost")).hasMessageContaining("\"localhost\"");
    }

    private static void holdsFor(Condition condition, TestRequest request) {
        RequestFacts facts = new RequestFacts(request, Identification.defaults());
        assertThat(condition.holds(facts)).as("holds").isTrue();
        assertThat(condition.fails(facts)).as("fails").isFalse();
    }

    private static void failsFor(Condition condition, TestRequest request) {
        RequestFacts facts = new RequestFacts(request, Identification.defaults());
        assertThat(condition.holds(facts)).as("holds").isFalse();
        assertThat(condition.fails(facts)).as("fails").isTrue();
    }

    private static RequestFacts in(String app, Instant now) {
        return RequestFacts.ofUser("alice").in(new Surroundings(app, InstantSource.fixed(now), user -> null));
    }

    private static void unknownFor(Condition condition, TestRequest request) {
        RequestFacts facts = new RequestFacts(request, Identification.defaults());
        assertThat(condition.holds(facts)).as("holds").isFalse();
        assertThat(condition.fails(facts)).as("fails").isFalse();
    }

    private static void unknownFor(Condition condition) {
        assertThat(condition.holds(ALICE)).as("holds").isFalse();
        assertThat(condition.fails(ALICE)).as("fails").isFalse();
    }
}
