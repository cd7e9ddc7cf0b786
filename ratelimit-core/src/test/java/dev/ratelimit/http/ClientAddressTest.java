package dev.ratelimit.http;

import static dev.ratelimit.http.ForwardedHeader.FORWARDED;
import static dev.ratelimit.http.ForwardedHeader.NONE;
import static dev.ratelimit.http.ForwardedHeader.X_FORWARDED_FOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    private static final List<Cidr> PROXIES =
            List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8:aaaa::/48"), Cidr.parse("127.0.0.1"));

    /** Peer, the header's lines (separated by {@code #}), the client. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                // From whom: only a trusted peer is believed.
                "203.0.113.9 | 1.1.1.1 | 203.0.113.9",
                "203.0.113.9 | 10.0.0.1 | 203.0.113.9",
                "203.0.113.9 | 1.1.1.1, 10.0.0.1 | 203.0.113.9",
                "2001:db8:bbbb::1 | 1.1.1.1 | 2001:db8:bbbb::1",
                "10.0.0.1 | 1.1.1.1 | 1.1.1.1",
                "::ffff:10.0.0.1 | 1.1.1.1 | 1.1.1.1",
                "::ffff:a00:1 | 1.1.1.1 | 1.1.1.1",
                "[2001:db8:aaaa::1] | 1.1.1.1 | 1.1.1.1",
                "2001:db8:aaaa::1%eth0 | 1.1.1.1 | 1.1.1.1",
                "10.0.0.1:4711 | 1.1.1.1 | 1.1.1.1",
                "127.0.0.1 | 1.1.1.1 | 1.1.1.1",
                "127.0.0.2 | 1.1.1.1 | 127.0.0.2",
                // How far: up to the first that is not trusted.
                "10.0.0.1 | 9.9.9.9, 1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | 9.9.9.9, 1.1.1.1, 10.0.0.2 | 1.1.1.1",
                "10.0.0.1 | 9.9.9.9, 1.1.1.1, 10.0.0.2, 10.0.0.3 | 1.1.1.1",
                "10.0.0.1 | 10.9.9.9, 1.1.1.1, 10.0.0.2 | 1.1.1.1",
                "10.0.0.1 | 1.1.1.1, 2.2.2.2, 10.0.0.2 | 2.2.2.2",
                "10.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.3",
                "10.0.0.1 | 10.0.0.2 | 10.0.0.2",
                "10.0.0.1 | 127.0.0.1, 1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | 1.1.1.1, 127.0.0.1 | 1.1.1.1",
                "10.0.0.1 | 1.1.1.1, ::ffff:10.0.0.2 | 1.1.1.1",
                "10.0.0.1 | 1.1.1.1, 2001:db8:aaaa::2 | 1.1.1.1",
                "10.0.0.1 | ::ffff:1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | ::ffff:101:101 | 1.1.1.1",
                // Spellings of an element.
                "10.0.0.1 | 1.1.1.1:50000 | 1.1.1.1",
                "10.0.0.1 | 1.1.1.1:50000, 10.0.0.2:50001 | 1.1.1.1",
                "10.0.0.1 | 2001:db8::1 | 2001:db8::1",
                "10.0.0.1 | [2001:db8::1] | 2001:db8::1",
                "10.0.0.1 | [2001:db8::1]:4711 | 2001:db8::1",
                "10.0.0.1 | 2001:db8::1:4711 | 2001:db8::1:4711",
                "10.0.0.1 | 9.9.9.9,1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | 9.9.9.9 \t,\t 1.1.1.1 | 1.1.1.1",
                // What is no address ends the walk at the proxy that wrote it.
                "10.0.0.1 | 1.1.1.1, unknown | 10.0.0.1",
                "10.0.0.1 | 1.1.1.1, unknown, 10.0.0.2 | 10.0.0.2",
                "10.0.0.1 | 1.1.1.1, localhost | 10.0.0.1",
                "10.0.0.1 | 1.1.1.1, 127.1 | 10.0.0.1",
                "10.0.0.1 | 1.1.1.1, 010.0.0.1 | 10.0.0.1",
                "10.0.0.1 | 1.1.1.1, 167772161 | 10.0.0.1",
                "10.0.0.1 | 1.1.1.1, | 10.0.0.1",
                "10.0.0.1 | 1.1.1.1,,10.0.0.2 | 10.0.0.2",
                "10.0.0.1 | , 1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | 1.1.1.1 2.2.2.2 | 10.0.0.1",
                "10.0.0.1 | 1.1.1.1; 2.2.2.2 | 10.0.0.1",
                "10.0.0.1 | \"1.1.1.1\" | 10.0.0.1",
                "10.0.0.1 | for=1.1.1.1 | 10.0.0.1",
                "10.0.0.1 | 1.1.1.256 | 10.0.0.1",
                "10.0.0.1 | \", 1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | garbage, 1.1.1.1 | 1.1.1.1",
                // Several lines are one list.
                "10.0.0.1 | 9.9.9.9 # 1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | 9.9.9.9 # 1.1.1.1, 10.0.0.2 | 1.1.1.1",
                "10.0.0.1 | 9.9.9.9, 1.1.1.1 # 10.0.0.3, 10.0.0.2 | 1.1.1.1",
                "10.0.0.1 | 1.1.1.1 # 10.0.0.3 # 10.0.0.2 | 1.1.1.1",
            })
    void walksXForwardedForFromTheRight(String peer, String lines, String client) {
        assertThat(find(X_FORWARDED_FOR, peer, lines)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "203.0.113.9 | for=1.1.1.1 | 203.0.113.9",
                "10.0.0.1 | for=1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | For=1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | FOR=\"1.1.1.1\" | 1.1.1.1",
                "10.0.0.1 | for=9.9.9.9, for=1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | for=9.9.9.9, for=1.1.1.1;by=10.0.0.2, for=10.0.0.2 | 1.1.1.1",
                "10.0.0.1 | for=9.9.9.9 # for=1.1.1.1 | 1.1.1.1",
                // The examples of RFC 7239.
                "10.0.0.1 | for=\"_gazonk\" | 10.0.0.1",
                "10.0.0.1 | For=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe::17",
                "10.0.0.1 | for=192.0.2.60;proto=http;by=203.0.113.43 | 192.0.2.60",
                "10.0.0.1 | for=192.0.2.43, for=198.51.100.17 | 198.51.100.17",
                "10.0.0.1 | for=_hidden, for=_SEVKISEK | 10.0.0.1",
                "10.0.0.1 | for=192.0.2.43,for=\"[2001:db8:cafe::17]\",for=unknown | 10.0.0.1",
                "10.0.0.1 | for=192.0.2.43, for=\"[2001:db8:cafe::17]\" | 2001:db8:cafe::17",
                "10.0.0.1 | for=192.0.2.43 # for=\"[2001:db8:cafe::17]\", for=10.0.0.7 | 2001:db8:cafe::17",
                "10.0.0.1 | for=\"192.0.2.43:47011\" | 192.0.2.43",
                "10.0.0.1 | for=\"[2001:db8:cafe::17]:47011\" | 2001:db8:cafe::17",
                "10.0.0.1 | for=\"192.0.2.43:_port\" | 192.0.2.43",
                "10.0.0.1 | for=198.51.100.17;by=203.0.113.60;proto=http;host=example.com | 198.51.100.17",
                // Quotes left out, blanks around the semicolon: not by the grammar, but proxies do.
                "10.0.0.1 | for=[2001:db8::1]:4711 | 2001:db8::1",
                "10.0.0.1 | for=1.1.1.1:4711 | 1.1.1.1",
                "10.0.0.1 | for=1.1.1.1 ; proto=https | 1.1.1.1",
                "10.0.0.1 | proto=https; for=1.1.1.1 | 1.1.1.1",
                // Quotes.
                "10.0.0.1 | for=1.1.1.1;host=\"a,for=2.2.2.2\" | 1.1.1.1",
                "10.0.0.1 | for=1.1.1.1;host=\"a;for=2.2.2.2\" | 1.1.1.1",
                "10.0.0.1 | for=1.1.1.1;host=\"a\\\",for=2.2.2.2,\\\"\" | 1.1.1.1",
                "10.0.0.1 | host=\"\\\\\";for=1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | for=\"1.1.\\1.1\" | 1.1.1.1",
                "10.0.0.1 | for=\"[2001:db8::1\\]\" | 2001:db8::1",
                // A quote left open by the client swallows nothing of what a proxy wrote.
                "10.0.0.1 | for=\"9.9.9.9, for=1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | for=\"9.9.9.9 # for=1.1.1.1 | 1.1.1.1",
                "10.0.0.1 | \", for=1.1.1.1;host=\"a,b\" | 1.1.1.1",
                "10.0.0.1 | for=\"9.9.9.9\\, for=\"[2001:db8::1]\" | 2001:db8::1",
                // What tells no address, or is malformed, ends the walk.
                "10.0.0.1 | for=1.1.1.1, proto=https | 10.0.0.1",
                "10.0.0.1 | for=1.1.1.1, for=10.0.0.2;for=9.9.9.9 | 10.0.0.1",
                "10.0.0.1 | for=1.1.1.1, for=unknown;by=_x, for=10.0.0.2 | 10.0.0.2",
                "10.0.0.1 | for=1.1.1.1, | 10.0.0.1",
                "10.0.0.1 | for | 10.0.0.1",
                "10.0.0.1 | for= | 10.0.0.1",
                "10.0.0.1 | for=\"\" | 10.0.0.1",
                "10.0.0.1 | for =1.1.1.1 | 10.0.0.1",
                "10.0.0.1 | for= 1.1.1.1 | 10.0.0.1",
                "10.0.0.1 | =1.1.1.1 | 10.0.0.1",
                "10.0.0.1 | for=1.1.1.1 proto=https | 10.0.0.1",
                "10.0.0.1 | for=\"1.1.1.1\"x | 10.0.0.1",
                "10.0.0.1 | 1.1.1.1 | 10.0.0.1",
                "10.0.0.1 | for=1.1.1.1; | 1.1.1.1",
            })
    void walksForwardedFromTheRight(String peer, String lines, String client) {
        assertThat(find(FORWARDED, peer, lines)).isEqualTo(client);
    }

    private static String find(ForwardedHeader header, String peer, String lines) {
        TestRequest request = TestRequest.get("/").from(peer);
        for (String line : lines.split(" # ", -1)) {
            request.header(header.word(), line);
        }
        return String.valueOf(ClientAddress.behind(header, PROXIES).find(request));
    }

    @Test
    void believesNoHeaderByDefault() {
        TestRequest request = TestRequest.get("/")
                .from("10.0.0.1")
                .header("X-Forwarded-For", "1.1.1.1")
                .header("Forwarded", "for=1.1.1.1");
        assertThat(ClientAddress.ofPeer().find(request)).hasToString("10.0.0.1");
    }

    @Test
    void believesOnlyTheHeaderThatIsConfigured() {
        TestRequest request = TestRequest.get("/")
                .from("10.0.0.1")
                .header("X-Forwarded-For", "1.1.1.1")
                .header("Forwarded", "for=2.2.2.2");
        assertThat(ClientAddress.behind(X_FORWARDED_FOR, PROXIES).find(request)).hasToString("1.1.1.1");
        assertThat(ClientAddress.behind(FORWARDED, PROXIES).find(request)).hasToString("2.2.2.2");
    }

    @Test
    void takesTheProxyWhenTheHeaderIsMissing() {
        assertThat(ClientAddress.behind(FORWARDED, PROXIES)
                        .find(TestRequest.get("/").from("10.0.0.1")))
                .hasToString("10.0.0.1");
    }

    @Test
    void findsNoneWhereThePeerHasNoAddress() {
        assertThat(ClientAddress.ofPeer().find(TestRequest.get("/").from(""))).isNull();
        assertThat(ClientAddress.ofPeer().find(TestRequest.get("/").from("localhost")))
                .isNull();
    }

    @Test
    void reads32HopsAndNoMore() {
        String proxies = ", 10.0.0.2".repeat(31);
        assertThat(find(X_FORWARDED_FOR, "10.0.0.1", "1.1.1.1" + proxies)).isEqualTo("1.1.1.1");
        assertThat(find(X_FORWARDED_FOR, "10.0.0.1", "1.1.1.1, 10.0.0.9" + proxies))
                .isEqualTo("10.0.0.9");
    }

    @Test
    void readsTheLast4096CharactersAndNoMore() {
        String filler = "f".repeat(4096);
        assertThat(find(X_FORWARDED_FOR, "10.0.0.1", filler + ", 1.1.1.1")).isEqualTo("1.1.1.1");
        String last4096 = "9.1.1.1," + " ".repeat(4096 - 16) + "10.0.0.2";
        assertThat(find(X_FORWARDED_FOR, "10.0.0.1", last4096)).isEqualTo("9.1.1.1");
        // Half an address must not pass for a whole one.
        assertThat(find(X_FORWARDED_FOR, "10.0.0.1", "9" + last4096)).isEqualTo("10.0.0.2");
        assertThat(find(X_FORWARDED_FOR, "10.0.0.1", filler + filler)).isEqualTo("10.0.0.1");
    }

    @Test
    void neverThrowsAndNeverLeavesTheProxiesForWhatAStrangerWrote() {
        Random random = new Random(3);
        String alphabet = "for=by;,\"\\ \t_[]:.%0129adunkow#";
        for (int i = 0; i < 200_000; i++) {
            String claim = RandomText.of(random, alphabet, 60);
            assertThat(find(FORWARDED, "10.0.0.1", claim + ", for=1.1.1.1;host=\"x\""))
                    .as(claim)
                    .isEqualTo("1.1.1.1");
            assertThat(find(X_FORWARDED_FOR, "10.0.0.1", claim + ", 1.1.1.1, 10.0.0.2"))
                    .as(claim)
                    .isEqualTo("1.1.1.1");
            find(FORWARDED, "10.0.0.1", claim);
        }
    }

    @Test
    void readsLongQuotedTextsWithoutDeepRecursion() {
        String escapes = "\\a".repeat(2_000);
        assertThat(find(FORWARDED, "10.0.0.1", "for=1.1.1.1;host=\"" + escapes + "\""))
                .isEqualTo("1.1.1.1");
        assertThat(find(FORWARDED, "10.0.0.1", "host=\"" + "a".repeat(4_000) + "\";for=1.1.1.1"))
                .isEqualTo("1.1.1.1");
        assertThat(find(FORWARDED, "10.0.0.1", "for=1.1.1.1" + ";a=b".repeat(1_000)))
                .isEqualTo("1.1.1.1");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 64, 192.0.2.1",
        "::ffff:192.0.2.1, 64, 192.0.2.1",
        "::ffff:192.0.2.1, 32, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 64, 2001:db8:1:2::/64",
        "2001:db8:1:2::, 64, 2001:db8:1:2::/64",
        "2001:db8:1:2:ffff::, 64, 2001:db8:1:2::/64",
        "2001:db8:1:2ff:3:4:5:6, 56, 2001:db8:1:200::/56",
        "2001:db8:1:2:3:4:5:6, 48, 2001:db8:1::/48",
        "2001:db8:1:2:3:4:5:6, 32, 2001:db8::/32",
        "2001:db8:1:2:3:4:5:6, 128, 2001:db8:1:2:3:4:5:6/128",
        "::1, 64, ::/64",
    })
    void countsIpv6ByItsNetwork(String address, int prefix, String subject) {
        ClientAddress addresses = ClientAddress.ofPeer().withIpv6Prefix(prefix);
        assertThat(addresses.subject(IpAddress.parse(address))).isEqualTo(subject);
    }

    @Test
    void countsOneNetworkHoweverItRotates() {
        Random random = new Random(4);
        long network = IpAddress.parse("2001:db8:1:2::").high();
        for (int i = 0; i < 100_000; i++) {
            assertThat(ClientAddress.ofPeer().subject(new IpAddress(network, random.nextLong())))
                    .isEqualTo("2001:db8:1:2::/64");
        }
    }

    @Test
    void refusesToTrustEverybody() {
        for (String everybody : List.of("0.0.0.0/0", "::/0", "::ffff:0:0/96")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientAddress.behind(FORWARDED, List.of(Cidr.parse(everybody))))
                    .withMessageContaining("would let every client choose its own address");
        }
    }

    @Test
    void refusesAHeaderWithoutProxiesAndProxiesWithoutAHeader() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientAddress.behind(FORWARDED, List.of()))
                .withMessageContaining("name their networks");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientAddress.behind(NONE, PROXIES))
                .withMessageContaining("name the header");
    }

    @Test
    void refusesAnIpv6PrefixOutOfRange() {
        for (int prefix : new int[] {-1, 0, 31, 129}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientAddress.ofPeer().withIpv6Prefix(prefix))
                    .withMessageContaining("accepted are 32 to 128");
        }
    }

    @Test
    void readsTheSettingInAnyCase() {
        assertThat(ForwardedHeader.parse("x-forwarded-for")).isEqualTo(X_FORWARDED_FOR);
        assertThat(ForwardedHeader.parse(" Forwarded ")).isEqualTo(FORWARDED);
        assertThat(ForwardedHeader.parse("none")).isEqualTo(NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ForwardedHeader.parse("X-Forwarded-For,Forwarded"))
                .withMessageContaining("\"X-Forwarded-For,Forwarded\"")
                .withMessageContaining("one of none, X-Forwarded-For, Forwarded");
    }
}
