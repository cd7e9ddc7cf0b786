package dev.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, true",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.0/8, ::10.1.2.3, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.1/32, 192.0.2.1, true",
        "192.0.2.0/31, 192.0.2.1, true",
        "0.0.0.0/0, 255.1.2.3, true",
        "0.0.0.0/0, ::1, false",
        "128.0.0.0/1, 128.0.0.0, true",
        "128.0.0.0/1, 127.255.255.255, false",
        "::ffff:10.0.0.0/104, 10.200.0.1, true",
        "::ffff:10.0.0.0/104, 11.0.0.1, false",
        "::ffff:10.0.0.1, 10.0.0.1, true",
        "::ffff:0:0/96, 1.2.3.4, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8:0:1::/64, 2001:db8:0:1:ffff::, true",
        "2001:db8:0:1::/64, 2001:db8:0:2::, false",
        "2001:db8::/65, 2001:db8::7fff:0:0:0, true",
        "2001:db8::/65, 2001:db8::8000:0:0:0, false",
        "2001:db8::1, 2001:db8::1, true",
        "2001:db8::1, 2001:db8::2, false",
        "::/0, 2001:db8::1, true",
        "::/0, 10.0.0.1, false",
        "::/0, ::ffff:10.0.0.1, false",
    })
    void holdsTheAddressesOfItsPrefix(String network, String address, boolean contained) {
        assertThat(Cidr.parse(network).contains(IpAddress.parse(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "10.0.0.1, 10.0.0.1/32",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "::ffff:10.0.0.1, 10.0.0.1/32",
        "2001:DB8:0::/32, 2001:db8::/32",
        "::1, ::1/128",
    })
    void writesItsCanonicalText(String text, String canonical) {
        assertThat(Cidr.parse(text)).hasToString(canonical);
        assertThat(Cidr.parse(canonical)).isEqualTo(Cidr.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1/8 | the network is 10.0.0.0/8",
                "192.0.2.1/31 | the network is 192.0.2.0/31",
                "2001:db8::1/64 | the network is 2001:db8::/64",
                "1.2.3.4/0 | the network is 0.0.0.0/0",
                "::ffff:10.0.0.1/104 | the network is 10.0.0.0/8",
                "::ffff:10.0.0.0/8 | counts from 96",
                "::ffff:10.0.0.0/95 | counts from 96",
                "::ffff:0:0/0 | counts from 96",
                "10.0.0.0/33 | accepted are 0 to 32",
                "2001:db8::/129 | accepted are 0 to 128",
                "10.0.0.0/ | no valid prefix",
                "10.0.0.0/08 | no valid prefix",
                "10.0.0.0/-1 | no valid prefix",
                "10.0.0.0/+8 | no valid prefix",
                "10.0.0.0/8/8 | no valid prefix",
                "10.0.0.0/1000 | no valid prefix",
                "10.0.0.0/255.0.0.0 | no valid prefix",
                "10/8 | is not a network",
                "example.com/8 | is not a network",
                "fe80::1%eth0 | is not a network",
                "/8 | is not a network",
            })
    void refusesOtherTextsAndTellsWhatIsMeant(String text, String hint) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text)).withMessageContaining(hint);
    }

    @Test
    void refusesHostBitsAlsoWhenBuiltByHand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cidr(IpAddress.parse("10.0.0.1"), 8))
                .withMessageContaining("10.0.0.0/8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cidr(IpAddress.parse("10.0.0.0"), -1))
                .withMessageContaining("prefix /-1");
    }
}
