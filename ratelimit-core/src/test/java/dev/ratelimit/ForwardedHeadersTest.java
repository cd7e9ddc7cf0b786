package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.TestRequest;
import dev.ratelimit.redis.LogLines;
import dev.ratelimit.rule.RulesFile;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who forgets to name his proxies hears of it, once, wherever something depends on the client's address. */
class ForwardedHeadersTest {

    private static final TestRequest FORWARDED =
            TestRequest.get("/").from("10.0.0.1").header("X-Forwarded-For", "192.0.2.1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'r','key':'ip','limits':['100/1m']}",
                "{'id':'r','key':'user','limits':['100/1m']}",
                "{'id':'r','key':'global','when':{'not':{'ip':['10.0.0.0/8']}},'limits':['100/1m']}"
            })
    void saysOnceThatAHeaderIsNotBelieved(String rule) {
        assertThat(warnings(rule, false)).isEqualTo(1);
    }

    @Test
    void saysSoAlsoWhereAListDependsOnAddresses() {
        String global = "{'id':'r','key':'global','limits':['100/1m']}";
        assertThat(warnings(global, false)).isZero();
        assertThat(warnings(global, true)).isEqualTo(1);
    }

    private static int warnings(String rule, boolean listed) {
        RulesFile rules = RulesFile.parse("{'rules':[".replace('\'', '"') + rule.replace('\'', '"') + "]}");
        try (LogLines log = new LogLines();
                RateLimiter limiter = RateLimiter.builder().rules(rules.rules()).build()) {
            if (listed) {
                limiter.denyList().put("ip:198.51.100.1", "", "carol", null);
            }
            IntStream.range(0, 3).forEach(i -> limiter.check(FORWARDED));
            return log.containing("is not believed").size();
        }
    }
}
