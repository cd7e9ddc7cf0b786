package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.TestRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyTest {

    private final RequestFacts request = new RequestFacts(
            TestRequest.get("//orders/17/").principal("alice").header("X-Tenant", "acme"), Identification.defaults());

    @Test
    void readsEachPartOfTheRequest() {
        assertThat(Key.of("user").subject(request)).containsExactly("alice");
        assertThat(Key.of("ip").subject(request)).containsExactly("192.0.2.1");
        assertThat(Key.of("path").subject(request)).containsExactly("/orders/17");
        assertThat(Key.of("global").subject(request)).containsExactly("global");
    }

    @Test
    void readsThePathAsTheRouterNamesIt() {
        RequestFacts facts =
                new RequestFacts(TestRequest.get("//orders/17/").template("/orders/{id}"), Identification.defaults());

        assertThat(Key.of("path").subject(facts)).containsExactly("/orders/{id}");
        assertThat(KeyPart.Fact.PATH.of(facts)).isEqualTo("/orders/{id}");
    }

    @Test
    void readsAHeaderOnlyHashed() {
        List<String> subject = Key.of("header:x-tenant").subject(request);

        assertThat(subject).singleElement().asString().startsWith("key:").doesNotContain("acme");
    }

    @Test
    void readsWhatTheApplicationAttached() {
        RequestFacts facts = new RequestFacts(TestRequest.get("/").attribute("tenant", 42), Identification.defaults());

        assertThat(Key.of("attribute:tenant").subject(facts)).containsExactly("42");
        assertThat(Key.of("attribute:Tenant").subject(facts)).isNull();
    }

    @Test
    void readsSeveralPartsInTheirOrder() {
        assertThat(Key.of("path", "user", "ip").subject(request)).containsExactly("/orders/17", "alice", "192.0.2.1");
    }

    @Test
    void hasNoSubjectWhereAPartIsMissing() {
        RequestFacts alice = RequestFacts.ofUser("alice");

        assertThat(Key.of("user").subject(alice)).containsExactly("alice");
        assertThat(Key.of("user", "path").subject(alice)).isNull();
        assertThat(Key.of("ip").subject(alice)).isNull();
        assertThat(Key.of("header:X-None").subject(request)).isNull();
    }

    @Test
    void tellsWhetherItIsByUser() {
        assertThat(Key.of("path", "user").byUser()).isTrue();
        assertThat(Key.of("header:user").byUser()).isFalse();
    }

    @Test
    void showsTheWordsItWasMadeOf() {
        assertThat(Key.of("user", "header:X-Api-Key").parts())
                .extracting(KeyPart::word)
                .containsExactly("user", "header:X-Api-Key");
    }

    @Test
    void refusesPartsThatMakeNoKey() {
        assertThatThrownBy(Key::of).hasMessage("a key of 0 parts; accepted are 1 to 4");
        assertThatThrownBy(() -> Key.of("user", "ip", "path", "header:a", "header:b"))
                .hasMessage("a key of 5 parts; accepted are 1 to 4");
        assertThatThrownBy(() -> Key.of("user", "global")).hasMessageContaining("key [user, global]");
        assertThatThrownBy(() -> Key.of("USER", "user")).hasMessageContaining("has user twice");
        assertThatThrownBy(() -> Key.of("ipp"))
                .hasMessage("\"ipp\" is not a key; did you mean \"ip\"?; accepted are user, ip, path, global,"
                        + " header:NAME such as header:X-Api-Key and attribute:NAME");
    }
}
