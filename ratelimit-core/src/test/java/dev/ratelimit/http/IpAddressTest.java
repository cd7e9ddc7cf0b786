package dev.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:201, 192.0.2.1",
        "0:0:0:0:0:ffff:c000:0201, 192.0.2.1",
        "::ffff:0:0, 0.0.0.0",
        "::ffff:1.2.3.4%eth0, 1.2.3.4",
        "::, ::",
        "::1, ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:1%lo, ::1",
        "2001:DB8::1, 2001:db8::1",
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1::, 1::",
        "2001:db8::1.2.3.4, 2001:db8::102:304",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "::1.2.3.4, ::102:304",
        "::fffe:1.2.3.4, ::fffe:102:304",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "fe80::1%eth0, fe80::1",
        "fe80::1%25, fe80::1",
    })
    void readsLiteralsIntoTheirCanonicalText(String literal, String canonical) {
        assertThat(IpAddress.parse(literal)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "127.1",
                "1",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "010.0.0.1",
                "00.0.0.0",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "256.0.0.1",
                "1.2.3.999",
                "1.2.3.-4",
                "+1.2.3.4",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.4%eth0",
                "1.2.3.4:80",
                "localhost",
                "example.com",
                "::ffff:example.com",
                "unknown",
                "_hidden",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1::2::3",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "12345::",
                "g::1",
                "::1%",
                "%eth0",
                "::1.2.3",
                "::01.2.3.4",
                "1.2.3.4::",
                "1.2.3.4::1",
                "::1.2.3.4:1",
                "1:2:3:4:5:6:7:1.2.3.4",
                "[::1]",
                "::1]",
                "::-1",
                "::+1",
                "\u0661.2.3.4",
                "\uff11::",
                "1.2.3.4\u0000",
                "10.0.0.0/8",
            })
    void refusesWhatIsNotALiteral(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse(text))
                .withMessageContaining("\"" + text + "\" is not an IP address");
        assertThat(IpAddress.parseOrNull(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1:4711, 192.0.2.1",
        "192.0.2.1:_http, 192.0.2.1",
        "[192.0.2.1], ",
        "[2001:db8::1], 2001:db8::1",
        "[2001:db8::1]:4711, 2001:db8::1",
        "[2001:db8::1]:_x.y-z, 2001:db8::1",
        "[::ffff:10.0.0.1]:80, 10.0.0.1",
        "[fe80::1%eth0]:80, fe80::1",
        "2001:db8::1, 2001:db8::1",
        "2001:db8::1:4711, 2001:db8::1:4711",
        "192.0.2.1:, ",
        "192.0.2.1:123456, ",
        "192.0.2.1:-1, ",
        "192.0.2.1:80:80, ",
        "[2001:db8::1, ",
        "2001:db8::1], ",
        "[2001:db8::1]4711, ",
        "[2001:db8::1]:, ",
        "[]:80, ",
        "localhost:80, ",
        "1:80, ",
    })
    void readsBracketsAndPortsFromHeaders(String value, String address) {
        assertThat(IpAddress.fromHeader(value)).isEqualTo(address == null ? null : IpAddress.parse(address));
    }

    @Test
    void tellsIpv4FromIpv6() {
        assertThat(IpAddress.parse("::ffff:10.0.0.1").isIpv4()).isTrue();
        assertThat(IpAddress.parse("::10.0.0.1").isIpv4()).isFalse();
        assertThat(IpAddress.parse("10.0.0.1").bits()).isEqualTo(32);
        assertThat(IpAddress.parse("::1").bits()).isEqualTo(128);
    }

    @Test
    void agreesWithTheJdkOnEveryAddress() throws UnknownHostException {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            for (int b = 0; b < bytes.length; b++) {
                bytes[b] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
            }
            // A mapped address comes back from the JDK as IPv4, as it does from us.
            InetAddress jdk = InetAddress.getByAddress(bytes);
            IpAddress ours = IpAddress.parse(jdk.getHostAddress());
            assertThat(InetAddress.getByName(ours.toString())).isEqualTo(jdk);
            assertThat(IpAddress.parse(ours.toString())).isEqualTo(ours);
        }
    }

    @Test
    void neverThrowsForAnyText() {
        Random random = new Random(2);
        String alphabet = "0123456789abcfF:.%[]_x- /";
        for (int i = 0; i < 200_000; i++) {
            String text = RandomText.of(random, alphabet, 24);
            IpAddress literal = IpAddress.parseOrNull(text);
            IpAddress node = IpAddress.fromHeader(text);
            if (literal != null) {
                assertThat(node).as(text).isEqualTo(literal);
                assertThat(IpAddress.parse(literal.toString())).isEqualTo(literal);
            }
        }
    }
}
