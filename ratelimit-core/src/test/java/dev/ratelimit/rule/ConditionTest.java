package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.TestRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    private static void unknownFor(Condition condition) {
        assertThat(condition.holds(ALICE)).as("holds").isFalse();
        assertThat(condition.fails(ALICE)).as("fails").isFalse();
    }
}
