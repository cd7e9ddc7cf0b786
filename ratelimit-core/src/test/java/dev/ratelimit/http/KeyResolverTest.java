package dev.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyResolverTest {

    private static final SubjectHasher HASHER = SubjectHasher.keyed("0123456789abcdef");
    private static final Caller ANONYMOUS = new Caller("ip:192.0.2.1", false);

    private static @Nullable Caller caller(String order, RequestView request) {
        return caller(order, MissingKey.ALLOW, request);
    }

    private static @Nullable Caller caller(String order, MissingKey missingKey, RequestView request) {
        Identification identification = Identification.defaults()
                .withResolver(KeyResolver.parse(order))
                .withHasher(HASHER)
                .withMissingKey(missingKey);
        return new RequestFacts(request, identification).caller();
    }

    private static Caller user(String subject) {
        return new Caller(subject, true);
    }

    @Test
    void believesNobodysHeadersByDefault() {
        TestRequest request = TestRequest.get("/").header("X-Api-Key", "s3cr3t");
        assertThat(caller(Identification.DEFAULT_ORDER, request)).isEqualTo(ANONYMOUS);
        assertThat(Identification.defaults().resolver()).hasToString("principal,ip");
    }

    @Test
    void asksPrincipalThenApiKeyThenAddress() {
        String order = "principal,header:X-Api-Key,ip";
        TestRequest request = TestRequest.get("/");
        assertThat(caller(order, request)).isEqualTo(ANONYMOUS);
        request.header("x-api-key", "s3cr3t");
        assertThat(caller(order, request)).isEqualTo(user(HASHER.subject("key", "s3cr3t")));
        request.principal("alice");
        assertThat(caller(order, request)).isEqualTo(user("alice"));
    }

    @Test
    void keepsTheOrderThatIsConfigured() {
        TestRequest request = TestRequest.get("/").principal("alice").query("user_id", "bob");
        assertThat(caller("query:user_id, principal", request)).isEqualTo(user("bob"));
        assertThat(caller("principal, query:user_id", request)).isEqualTo(user("alice"));
        assertThat(caller("ip,principal", request)).isEqualTo(ANONYMOUS);
    }

    @Test
    void hashesHeadersCookiesAndSessions() {
        TestRequest request = TestRequest.get("/")
                .header("X-Api-Key", "s3cr3t")
                .cookie("sid", "s3cr3t")
                .session("s3cr3t");
        assertThat(caller("header:X-Api-Key", request)).isEqualTo(user(HASHER.subject("key", "s3cr3t")));
        assertThat(caller("cookie:sid", request)).isEqualTo(user(HASHER.subject("cookie", "s3cr3t")));
        assertThat(caller("session", request)).isEqualTo(user(HASHER.subject("session", "s3cr3t")));
    }

    @Test
    void makesEveryRequestTheSameUserByAConstant() {
        assertThat(caller("constant:everybody", TestRequest.get("/"))).isEqualTo(user("everybody"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void countsBlankValuesAsAbsent(String blank) {
        TestRequest request = TestRequest.get("/")
                .principal(blank)
                .header("X-Api-Key", blank)
                .query("q", blank)
                .cookie("c", blank)
                .session(blank);
        assertThat(caller("principal,header:X-Api-Key,query:q,cookie:c,session", request))
                .isNull();
    }

    @Test
    void hashesUsersOwnWordsThatAreTooLong() {
        String longest = "a".repeat(256);
        assertThat(caller("principal", TestRequest.get("/").principal(longest))).isEqualTo(user(longest));
        assertThat(caller("principal", TestRequest.get("/").principal(longest + "a")))
                .isEqualTo(user(HASHER.subject("user", longest + "a")));
    }

    @ParameterizedTest
    @CsvSource({
        "ip:192.0.2.1, user:ip:192.0.2.1",
        "key:3f9c1a~x, user:key:3f9c1a~x",
        "cookie:x, user:cookie:x",
        "session:x, user:session:x",
        "user:ip:192.0.2.1, user:user:ip:192.0.2.1",
        "ip, ip",
        "ipx:1, ipx:1",
        "tenant:alice, tenant:alice",
        "alice@example.com, alice@example.com",
    })
    void letsNobodyNameThemselvesIntoAnothersBucket(String name, String subject) {
        assertThat(caller("principal", TestRequest.get("/").principal(name))).isEqualTo(user(subject));
        assertThat(caller("query:u", TestRequest.get("/").query("u", name))).isEqualTo(user(subject));
        assertThat(caller("constant:" + name, TestRequest.get("/"))).isEqualTo(user(subject));
    }

    @Test
    void countsARequestWithoutAKeyAsConfigured() {
        TestRequest request = TestRequest.get("/");
        assertThat(caller("principal", MissingKey.IP, request)).isEqualTo(ANONYMOUS);
        assertThat(caller("principal", MissingKey.ALLOW, request)).isNull();
        assertThat(caller("principal", MissingKey.DENY, request)).isNull();
        assertThat(caller("principal", MissingKey.IP, TestRequest.get("/").from("")))
                .isNull();
        assertThat(new RequestFacts(request, Identification.defaults().withMissingKey(MissingKey.DENY)).missingKey())
                .isEqualTo(MissingKey.DENY);
    }

    @Test
    void countsWhatAResolverThrowsAsNoKey() {
        KeyResolver broken = request -> {
            throw new IllegalStateException("planted");
        };
        Identification alone = Identification.defaults().withResolver(broken);
        Identification first =
                Identification.defaults().withResolver(KeyResolver.firstOf(broken, KeyResolver.principal()));
        StandardError.during(() -> {
            assertThat(new RequestFacts(TestRequest.get("/"), alone).caller()).isEqualTo(ANONYMOUS);
            assertThat(new RequestFacts(TestRequest.get("/").principal("alice"), first).caller())
                    .isEqualTo(user("alice"));
        });
    }

    @Test
    void logsAFaultyResolverOnce() {
        KeyResolver broken = new NamedResolver("broken", request -> {
            throw new IllegalStateException("planted");
        });
        Identification identification = Identification.defaults().withResolver(broken);
        String log = StandardError.during(() -> {
            for (int i = 0; i < 3; i++) {
                assertThat(new RequestFacts(TestRequest.get("/"), identification).caller())
                        .isEqualTo(ANONYMOUS);
            }
        });
        assertThat(log).containsOnlyOnce("Key resolver broken failed").containsOnlyOnce("planted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | \"\" is not a way | principal, header:NAME",
                "principle | \"principle\" is not a way | principal, header:NAME",
                "principal,,ip | \"\" is not a way | principal, header:NAME",
                "principal,header | \"header\" is not a way | principal, header:NAME",
                "ip:1 | \"ip:1\" is not a way | principal, header:NAME",
                "apikey:X | \"apikey:X\" is not a way | principal, header:NAME",
                "header: | \"\" is not the name of a header | letters, digits",
                "header:X Api | \"X Api\" is not the name of a header | letters, digits",
                "cookie:a;b | \"a;b\" is not the name of a cookie | letters, digits",
                "query: | query parameter \"\" is blank | any other text",
                "constant: | constant \"\" is blank | any other text",
            })
    void namesTheFaultyWordAndTheAcceptedOnes(String order, String fault, String accepted) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyResolver.parse(order))
                .withMessageContaining(fault)
                .withMessageContaining(accepted);
    }

    @Test
    void refusesAnEmptyOrder() {
        assertThatIllegalArgumentException().isThrownBy(KeyResolver::firstOf).withMessageContaining("at least one");
    }

    @Test
    void readsTheSettingForMissingKeys() {
        assertThat(MissingKey.parse("Deny")).isEqualTo(MissingKey.DENY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MissingKey.parse("reject"))
                .withMessageContaining("\"reject\"")
                .withMessageContaining("one of ip, allow, deny");
    }
}
