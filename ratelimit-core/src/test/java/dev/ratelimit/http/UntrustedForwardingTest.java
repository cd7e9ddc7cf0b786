package dev.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UntrustedForwardingTest {

    @Test
    void tellsOnceOfAProxyThatNobodyTrusts() {
        UntrustedForwarding forwarding = new UntrustedForwarding(ClientAddress.ofPeer());
        String log = StandardError.during(() -> {
            forwarding.look(TestRequest.get("/"));
            forwarding.look(TestRequest.get("/").from("10.0.0.1").header("X-Forwarded-For", "192.0.2.7"));
            forwarding.look(TestRequest.get("/").from("10.0.0.2").header("Forwarded", "for=192.0.2.7"));
        });

        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("from 10.0.0.1 has the header X-Forwarded-For", "trustedProxies", "forwardedHeader")
                .doesNotContain("192.0.2.7");
    }

    @Test
    void saysNothingWhereAProxyIsTrusted() {
        UntrustedForwarding forwarding = new UntrustedForwarding(
                ClientAddress.behind(ForwardedHeader.X_FORWARDED_FOR, List.of(Cidr.parse("10.0.0.0/8"))));

        assertThat(StandardError.during(
                        () -> forwarding.look(TestRequest.get("/").header("X-Forwarded-For", "192.0.2.7"))))
                .isEmpty();
    }
}
