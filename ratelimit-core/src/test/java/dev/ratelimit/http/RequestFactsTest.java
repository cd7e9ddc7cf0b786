package dev.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestFactsTest {

    private static RequestFacts facts(RequestView request) {
        return new RequestFacts(request, Identification.defaults());
    }

    @Test
    void readsHeadAsGet() {
        assertThat(facts(new TestRequest("HEAD", "/")).method()).isEqualTo("GET");
        assertThat(facts(new TestRequest("POST", "/")).method()).isEqualTo("POST");
    }

    @Test
    void normalisesThePath() {
        assertThat(facts(TestRequest.get("//orders;v=1/./17/")).path()).isEqualTo("/orders/17");
    }

    @Test
    void findsTheAddressAndItsSubject() {
        RequestFacts facts = facts(TestRequest.get("/").from("2001:db8:1:2:3::4"));
        assertThat(facts.clientAddress()).isEqualTo(IpAddress.parse("2001:db8:1:2:3::4"));
        assertThat(facts.ipSubject()).isEqualTo("2001:db8:1:2::/64");
    }

    @Test
    void showsHeadersParametersCookiesAndAttributes() {
        RequestFacts facts = facts(TestRequest.get("/")
                .header("X-Client", "mobile")
                .query("beta", "true")
                .cookie("c", "1")
                .session("s")
                .principal("alice")
                .attribute("tenant", 7)
                .resource("Orders.find")
                .template("/orders/{id}"));
        assertThat(facts.header("x-client")).isEqualTo("mobile");
        assertThat(facts.query("beta")).isEqualTo("true");
        assertThat(facts.cookie("c")).isEqualTo("1");
        assertThat(facts.session()).isEqualTo("s");
        assertThat(facts.principal()).isEqualTo("alice");
        assertThat(facts.attribute("tenant")).isEqualTo(7);
        assertThat(facts.resource()).isEqualTo("Orders.find");
        assertThat(facts.template()).isEqualTo("/orders/{id}");
        assertThat(facts.header("absent")).isNull();
    }

    @Test
    void asksForTheCallerOnce() {
        AtomicInteger calls = new AtomicInteger();
        KeyResolver counting = request -> {
            calls.incrementAndGet();
            return null;
        };
        RequestFacts facts = new RequestFacts(
                TestRequest.get("/"),
                Identification.defaults().withResolver(counting).withMissingKey(MissingKey.ALLOW));
        assertThat(calls).hasValue(0);
        assertThat(facts.caller()).isNull();
        assertThat(facts.caller()).isNull();
        assertThat(calls).hasValue(1);
    }

    @Test
    void givesNoCallerToAResolverThatAsksForIt() {
        KeyResolver circular =
                request -> request.caller() == null ? new Caller("nobody-yet", true) : new Caller("somebody", true);
        RequestFacts facts =
                new RequestFacts(TestRequest.get("/"), Identification.defaults().withResolver(circular));
        assertThat(facts.caller()).isEqualTo(new Caller("nobody-yet", true));
    }

    @Test
    void hasNothingButTheUserWhenThereIsNoRequest() {
        RequestFacts facts = RequestFacts.ofUser("key:as~stored");
        assertThat(facts.caller()).isEqualTo(new Caller("key:as~stored", true));
        assertThat(facts.method()).isNull();
        assertThat(facts.path()).isNull();
        assertThat(facts.clientAddress()).isNull();
        assertThat(facts.ipSubject()).isNull();
        assertThat(facts.header("X-Api-Key")).isNull();
        assertThat(facts.headerSubject("X-Api-Key")).isNull();
        assertThat(facts.query("q")).isNull();
        assertThat(facts.cookie("c")).isNull();
        assertThat(facts.session()).isNull();
        assertThat(facts.principal()).isNull();
        assertThat(facts.attribute("a")).isNull();
        assertThat(facts.resource()).isNull();
        assertThat(facts.template()).isNull();
    }

    @Test
    void refusesABlankUser() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestFacts.ofUser(" "))
                .withMessageContaining("blank");
    }

    @Test
    void hashesTheSubjectOfAHeader() {
        RequestFacts facts =
                facts(TestRequest.get("/").header("X-Api-Key", "s3cr3t").header("X-Blank", " "));
        assertThat(facts.headerSubject("X-Api-Key"))
                .isEqualTo(SubjectHasher.plain().subject("key", "s3cr3t"))
                .doesNotContain("s3cr3t");
        assertThat(facts.headerSubject("X-Blank")).isNull();
    }
}
